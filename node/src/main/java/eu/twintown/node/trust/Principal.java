package eu.twintown.node.trust;

/**
 * Who makes a request. Every request has one, even if anonymous.
 *
 * @param id stable identifier, or {@code anonymous}
 */
public record Principal(String id) {
    public static final Principal ANONYMOUS = new Principal("anonymous");
}
