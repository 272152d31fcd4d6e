package eu.twintown.node.authority.ca;

import java.util.function.BiFunction;

/**
 * How private keys are encrypted before they are kept.
 *
 * @param seal context and plain bytes to text
 * @param unseal the same context and that text to the plain bytes
 */
public record Sealing(BiFunction<String, byte[], String> seal, BiFunction<String, String, byte[]> unseal) {}
