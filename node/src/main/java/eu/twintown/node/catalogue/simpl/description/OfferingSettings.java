package eu.twintown.node.catalogue.simpl.description;

import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What self-descriptions say that no dataset knows.
 *
 * @param contact e-mail address for questions
 * @param licence IRI of the licence of datasets that state none
 * @param currency ISO 4217
 * @param price of a dataset; zero = free
 * @param recipients identity attributes whose holders may find and use what is offered, such as {@code CONSUMER}
 * @param dataProtection the regime under which personal data would be, as a text
 * @param contract the contract that users agree to
 * @param connector where contracts are negotiated (Dataspace Protocol)
 */
public record OfferingSettings(
        String contact,
        Optional<URI> licence,
        String currency,
        BigDecimal price,
        List<String> recipients,
        String dataProtection,
        Contract contract,
        URI connector) {

    /**
     * A contract template.
     *
     * @param name as the data space's shapes list it, such as {@code Contract Template 1}
     * @param sha256 of the document, in hexadecimal
     */
    public record Contract(String name, URI document, String sha256) {}
}
