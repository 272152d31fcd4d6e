package eu.twintown.node.catalogue.simpl.check;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.loader.DocumentLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * The contexts that self-descriptions use, as one table of the terms that may stand in them (W3C Verifiable Credentials
 * Data Model 1.1, appendix B; Security Vocabulary; terms and IRIs as facts). Nothing is ever fetched.
 */
public final class KnownContexts {

    /** Gives the known contexts, and refuses any other. */
    public static final DocumentLoader LOADER = (url, options) -> {
        if (Set.of(SelfDescription.CREDENTIALS, SelfDescription.JWS_2020).contains(url.toString())) {
            return table();
        }
        throw new JsonLdError(JsonLdErrorCode.LOADING_REMOTE_CONTEXT_FAILED, "The context " + url + " is not read");
    };

    private KnownContexts() {}

    private static Document table() throws JsonLdError {
        try (InputStream in = KnownContexts.class.getResourceAsStream("credential-terms.json")) {
            return JsonDocument.of(java.util.Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
