package eu.twintown.node.catalogue.simpl.description;

import eu.twintown.node.catalogue.simpl.check.Simpl;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a dataset as a Simpl data offering. The offering links the dataset's DCAT-AP record, where every text stands in
 * full ({@code dataProperties/additionalInfo}).
 */
public final class OfferingWriter {
    private static final int MOST_KEYWORDS = 16;

    private final DatasetFacts dataset;
    private final OfferIds ids;
    private final OfferingSettings settings;
    private final TextRules rules;
    private final String provider;
    private final ObjectNode subject = JsonMapper.shared().createObjectNode();
    private final List<Offering.Rewritten> rewritten = new ArrayList<>();

    private OfferingWriter(DatasetFacts dataset, OfferingSettings settings, TextRules rules, String provider) {
        this.dataset = dataset;
        this.ids = OfferIds.of(dataset.iri());
        this.settings = settings;
        this.rules = rules;
        this.provider = provider;
    }

    /**
     * Writes it.
     *
     * @param rules how the data space's shapes want texts
     * @param provider the node's participant id in the data space
     */
    public static Offering write(DatasetFacts dataset, OfferingSettings settings, TextRules rules, String provider) {
        return new OfferingWriter(dataset, settings, rules, provider).write();
    }

    private Offering write() {
        ObjectNode context = subject.putObject("@context");
        context.put("simpl", Simpl.NAMESPACE)
                .put("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
                .put("xsd", "http://www.w3.org/2001/XMLSchema#");
        subject.put("@id", ids.offering());
        type(subject, "DataOffering");
        general(part("generalServiceProperties", "GeneralServiceProperties"));
        data(part("dataProperties", "DataProperties"));
        part("assetProperties", "AssetProperties").put("simpl:providerDataAddress", address());
        part("providerInformation", "ProviderInformation")
                .put("simpl:providedBy", provider)
                .put("simpl:contact", settings.contact());
        price(part("offeringPrice", "OfferingPrice"));
        policy(part("servicePolicy", "ServicePolicy"));
        part("contractTemplate", "ContractTemplate")
                .put("simpl:contractTemplateDocument", settings.contract().name())
                .put("simpl:contractTemplateHashValue", settings.contract().sha256())
                .put("simpl:contractTemplateHashAlg", "SHA-256")
                .put("simpl:contractTemplateURL", settings.contract().document().toString());
        part("edcRegistration", "EdcRegistration")
                .put("simpl:contractDefinitionId", ids.contractDefinition())
                .put("simpl:servicePolicyId", ids.usagePolicy())
                .put("simpl:accessPolicyId", ids.accessPolicy())
                .put("simpl:assetId", ids.asset());
        part("edcConnector", "EdcConnector")
                .put("simpl:providerEndpointURL", settings.connector().toString());
        return new Offering(dataset.iri(), ids.offering(), subject, List.copyOf(rewritten));
    }

    private void general(ObjectNode part) {
        text(part, "name", dataset.title());
        text(part, "description", dataset.description().isBlank() ? dataset.title() : dataset.description());
        uri(part, "serviceAccessPoint", dataset.accessUrl());
        Set<String> keywords = new LinkedHashSet<>();
        dataset.keywords().stream().limit(MOST_KEYWORDS).forEach(keyword -> keywords.add(fitted("keywords", keyword)));
        if (!keywords.isEmpty()) {
            ArrayNode list = part.putArray("simpl:keywords");
            keywords.forEach(list::add);
        }
        part.put("simpl:inLanguage", dataset.language().split("-", 2)[0].toLowerCase(java.util.Locale.ROOT));
        part.put("simpl:offeringType", "data");
    }

    private void data(ObjectNode part) {
        text(part, "format", dataset.format());
        dataset.apiDescription().ifPresent(url -> uri(part, "openApi", url));
        dataset.page().ifPresent(page -> uri(part, "producedBy", page));
        uri(part, "additionalInfo", dataset.iri());
    }

    private void price(ObjectNode part) {
        Optional<String> licence = dataset.licence().or(() -> settings.licence().map(java.net.URI::toString));
        licence.ifPresent(iri -> uri(part, "license", iri));
        part.put("simpl:currency", settings.currency());
        part.putObject("simpl:price")
                .put("@type", "xsd:decimal")
                .put("@value", settings.price().toPlainString());
        part.put("simpl:priceType", settings.price().compareTo(BigDecimal.ZERO) == 0 ? "free" : "commercial");
    }

    private void policy(ObjectNode part) {
        part.put("simpl:access-policy", policy(ids.accessPolicy(), PolicyText.SEARCH));
        part.put("simpl:usage-policy", policy(ids.usagePolicy(), PolicyText.CONSUME));
        if (!settings.dataProtection().isBlank()) {
            text(part, "dataProtectionRegime", settings.dataProtection());
        }
    }

    private String policy(String id, String action) {
        return PolicyText.of(id, ids.asset(), provider, settings.recipients(), action);
    }

    private String address() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("type", "HttpData")
                .put("baseUrl", dataset.accessUrl())
                .toString();
    }

    private ObjectNode part(String property, String type) {
        ObjectNode part = subject.putObject("simpl:" + property);
        type(part, type);
        return part;
    }

    private static void type(ObjectNode part, String type) {
        part.putObject("rdf:type").put("@id", "simpl:" + type);
    }

    private void text(ObjectNode part, String property, String text) {
        part.put("simpl:" + property, fitted(property, text));
    }

    private String fitted(String property, String text) {
        String fitted = rules.fit(Simpl.property(property), text);
        if (!fitted.equals(text)) {
            rewritten.add(new Offering.Rewritten(property, text, fitted));
        }
        return fitted;
    }

    private static void uri(ObjectNode part, String property, String uri) {
        part.putObject("simpl:" + property).put("@type", "xsd:anyURI").put("@value", uri);
    }
}
