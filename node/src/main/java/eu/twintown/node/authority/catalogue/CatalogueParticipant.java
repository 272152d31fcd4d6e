package eu.twintown.node.authority.catalogue;

/**
 * A participant in good standing.
 *
 * @param publicKey in PEM; empty where none is known
 */
public record CatalogueParticipant(String id, String name, String publicKey) {}
