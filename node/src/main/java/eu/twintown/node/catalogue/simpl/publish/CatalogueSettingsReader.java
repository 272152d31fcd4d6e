package eu.twintown.node.catalogue.simpl.publish;

import eu.twintown.node.catalogue.simpl.description.OfferingSettings;
import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.config.NodeConfig;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the section {@code simpl.catalogue}. */
public final class CatalogueSettingsReader {
    private static final Pattern CONTACT = Pattern.compile("[\\w.-]+@([\\w-]+\\.)+[\\w-]{2,4}");

    private CatalogueSettingsReader() {}

    /**
     * Reads it; empty where the file has none.
     *
     * @param section {@code simpl.catalogue}
     * @param authority base URL of the authority's tier 2, where another section tells it
     */
    public static Optional<CatalogueSettings> read(
            ConfigNode section, Optional<URI> authority, NodeConfig.Identity me) {
        if (section.keys().isEmpty()) {
            return Optional.empty();
        }
        section.allowOnly(
                "authority",
                "api",
                "self-descriptions",
                "search",
                "advanced-search",
                "schema-manager",
                "schema-contents",
                "schema-events",
                "schema-age",
                "schema-use",
                "recheck",
                "publish",
                "contact",
                "licence",
                "currency",
                "price",
                "recipients",
                "data-protection",
                "contract",
                "connector");
        Optional<URI> base = section.uri("authority").or(() -> authority);
        if (base.isEmpty()) {
            section.fault("authority", "is missing: the base URL of the authority's tier 2");
        }
        URI tier2 = base.orElse(URI.create("https://authority.invalid"));
        boolean v1 = section.oneOf("api", "v1", "v1", "v2").equals("v1");
        return Optional.of(new CatalogueSettings(
                tier2,
                section.text("self-descriptions", v1 ? "/fc/self-descriptions" : "/fc/selfDescriptions"),
                section.text("search", "/adapter/v1/selfDescriptions"),
                section.text("advanced-search", "/adapter/v1/selfDescriptions/advancedSearch"),
                section.uri("schema-manager").orElseGet(() -> below(tier2, "/v1")),
                section.uri("schema-contents").orElse(tier2),
                section.uri("schema-events"),
                section.duration("schema-age", Duration.ofHours(1)),
                section.duration("schema-use", Duration.ofDays(7)),
                section.duration("recheck", Duration.ofMinutes(5)),
                section.oneOf("publish", "chosen", "chosen", "all").equals("all"),
                offering(section, me)));
    }

    private static OfferingSettings offering(ConfigNode section, NodeConfig.Identity me) {
        String contact = section.text("contact");
        if (section.has("contact") && !CONTACT.matcher(contact).matches()) {
            section.fault(
                    "contact",
                    "'" + contact + "' is not an e-mail address that Simpl takes: its last part must have"
                            + " from 2 to 4 letters");
        }
        List<String> recipients = section.texts("recipients");
        return new OfferingSettings(
                contact,
                section.uri("licence"),
                section.text("currency", "EUR"),
                price(section),
                recipients.isEmpty() ? List.of("CONSUMER") : recipients,
                section.text("data-protection", ""),
                contract(section.section("contract"), me),
                section.uri("connector").orElseGet(() -> below(me.publicUrl(), "/dsp/2025-1")));
    }

    private static BigDecimal price(ConfigNode section) {
        String text = section.text("price", "0");
        try {
            BigDecimal price = new BigDecimal(text);
            if (price.signum() >= 0) {
                return price;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        section.fault("price", "'" + text + "' is not a number from 0 on, such as 12.50");
        return BigDecimal.ZERO;
    }

    private static OfferingSettings.Contract contract(ConfigNode section, NodeConfig.Identity me) {
        section.allowOnly("name", "document", "sha256");
        if (section.has("document") != section.has("sha256")) {
            section.fault("sha256", "document and sha256 go together");
        }
        return new OfferingSettings.Contract(
                section.text("name", "Contract Template 1"),
                section.uri("document").orElseGet(() -> below(me.publicUrl(), ContractTemplate.PATH)),
                section.text("sha256", ContractTemplate.sha256()));
    }

    private static URI below(URI base, String path) {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
    }
}
