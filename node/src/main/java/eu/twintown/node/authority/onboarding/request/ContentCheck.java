package eu.twintown.node.authority.onboarding.request;

import java.util.Optional;

/** Asks a service outside whether a document's content will do, for rules that name one. */
@FunctionalInterface
public interface ContentCheck {
    /**
     * What is wrong with the content; empty = nothing.
     *
     * @param uri the service, as the rule names it
     * @throws RuntimeException where the service could not be asked
     */
    Optional<String> fault(String uri, String mimeType, byte[] content);
}
