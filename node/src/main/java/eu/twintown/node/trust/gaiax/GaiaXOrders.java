package eu.twintown.node.trust.gaiax;

import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.issuance.CredentialOrder;
import eu.twintown.node.trust.jose.StrictJson;
import java.net.URI;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Credentials that a Gaia-X participant signs itself, in the shapes of the Loire release (ontology {@code
 * https://w3id.org/gaia-x/development#}): who it is, that it accepts the terms, and what it offers. The registration
 * number is certified by a Gaia-X notary, and compliance by a clearing house; both are only received here.
 */
public final class GaiaXOrders {
    static final String CONTEXT = "https://w3id.org/gaia-x/development#";

    /** SHA-256 of the Gaia-X terms and conditions that are in force with the Loire release. */
    public static final String TERMS = "4bd7554097444c960292b4726c2efa1373485e8a5565d94d41195214c5e0ceb3";

    private GaiaXOrders() {}

    /**
     * A legal person.
     *
     * @param id address of the subject, such as the DID with a fragment
     * @param registrationNumber id of the subject of the notary's credential
     * @param country ISO 3166-1 alpha-2 code of headquarters and legal address
     */
    public record LegalPerson(String id, String name, String registrationNumber, String country) {}

    /**
     * A service that is offered.
     *
     * @param providedBy id of the legal person
     * @param termsUrl where its terms are
     * @param termsHash their SHA-256, in hexadecimal digits
     * @param policy who may use it, as ODRL text
     */
    public record ServiceOffering(
            String id,
            String name,
            String description,
            String providedBy,
            Optional<URI> endpoint,
            URI termsUrl,
            String termsHash,
            String policy) {}

    /** The participant as a legal person. */
    public static CredentialOrder legalPerson(LegalPerson person) {
        ObjectNode claims =
                StrictJson.object().put("type", "gx:LegalPerson").put("https://schema.org/name", person.name());
        claims.putObject("gx:registrationNumber").put("id", person.registrationNumber());
        for (String address : new String[] {"gx:headquartersAddress", "gx:legalAddress"}) {
            claims.putObject(address).put("type", "gx:Address").put("gx:countryCode", person.country());
        }
        return order("gx:LegalPerson", person.id(), claims);
    }

    /** That the participant accepts the terms and conditions of Gaia-X. */
    public static CredentialOrder issuerTerms(String id) {
        return order(
                "gx:Issuer", id, StrictJson.object().put("type", "gx:Issuer").put("gx:gaiaxTermsAndConditions", TERMS));
    }

    /** A service offering. */
    public static CredentialOrder serviceOffering(ServiceOffering offering) {
        ObjectNode claims = StrictJson.object()
                .put("type", "gx:ServiceOffering")
                .put("https://schema.org/name", offering.name())
                .put("https://schema.org/description", offering.description());
        claims.putObject("gx:providedBy").put("id", offering.providedBy());
        ObjectNode terms =
                claims.putObject("gx:serviceOfferingTermsAndConditions").put("type", "gx:TermsAndConditions");
        terms.set("gx:url", uri(offering.termsUrl()));
        terms.put("gx:hash", offering.termsHash());
        claims.put("gx:servicePolicy", offering.policy());
        claims.putObject("gx:dataAccountExport")
                .put("type", "gx:DataAccountExport")
                .put("gx:requestType", "API")
                .put("gx:accessType", "digital")
                .put("gx:formatType", "application/json");
        offering.endpoint().ifPresent(address -> claims.putObject("gx:endpoint")
                .put("type", "gx:Endpoint")
                .set("gx:endpointURL", uri(address)));
        return order("gx:ServiceOffering", offering.id(), claims);
    }

    private static ObjectNode uri(URI value) {
        return StrictJson.object()
                .put("@type", "http://www.w3.org/2001/XMLSchema#anyURI")
                .put("@value", value.toString());
    }

    private static CredentialOrder order(String type, String id, ObjectNode claims) {
        return CredentialOrder.of(CredentialFormat.VC20_JWT, type, id, claims).withContexts(CONTEXT);
    }
}
