package eu.twintown.node.dataspace.letter;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * A letter whose signature was verified.
 *
 * @param from DID of who wrote it
 * @param body what it says
 * @param at when it was written
 * @param text the letter itself, a compact JWS
 */
public record SealedMessage(String from, ObjectNode body, Instant at, String text) {}
