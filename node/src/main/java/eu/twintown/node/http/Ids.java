package eu.twintown.node.http;

import eu.twintown.kernel.problem.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;

/** Identifiers of NGSI-LD elements, which must be absolute URIs. */
public final class Ids {

    private Ids() {}

    /** Gives {@code id} where it is an absolute URI, else throws BadRequestData. */
    public static String require(String id, String pointer) {
        try {
            if (new URI(id).isAbsolute()) {
                return id;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw ProblemException.badData("The id '" + id + "' is no URI such as urn:ngsi-ld:Thing:1", pointer);
    }
}
