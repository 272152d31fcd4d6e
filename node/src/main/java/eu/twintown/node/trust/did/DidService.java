package eu.twintown.node.trust.did;

import java.net.URI;

/**
 * A service that a DID document names.
 *
 * @param id DID URL, or a fragment such as {@code #credential-service}
 * @param type such as {@code CredentialService}
 * @param endpoint where it is
 */
public record DidService(String id, String type, URI endpoint) {}
