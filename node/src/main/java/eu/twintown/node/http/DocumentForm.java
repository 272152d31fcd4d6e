package eu.twintown.node.http;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HttpMediaType;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Map;

/** The form in which a document is wanted that exists in several, for people and for machines (RFC 9110, clause 12.5.1). */
public final class DocumentForm {
    private DocumentForm() {}

    /**
     * The media type that the caller likes best; JSON where any will do.
     *
     * @param what the document, as the start of a sentence
     * @param forms media types in which it is there, JSON among them
     * @throws ProblemException NotAcceptable that names the forms
     */
    public static String of(ServerRequest request, String what, List<String> forms) {
        // Helidon gives the accepted types with the best first.
        List<HttpMediaType> accepted = request.headers().acceptedTypes();
        if (accepted.isEmpty()) {
            return "application/json";
        }
        for (HttpMediaType type : accepted) {
            if (type.mediaType().text().equals("*/*")) {
                return "application/json";
            }
            for (String form : forms) {
                if (type.test(MediaTypes.create(form))) {
                    return form;
                }
            }
        }
        throw new ProblemException(new Problem(
                ProblemType.NOT_ACCEPTABLE,
                what + " is there as " + String.join(", ", forms),
                Map.of("available", String.join(", ", forms))));
    }
}
