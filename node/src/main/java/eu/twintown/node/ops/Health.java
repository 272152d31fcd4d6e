package eu.twintown.node.ops;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Whether the node can serve.
 *
 * @param status {@code UP} where all checks are, else {@code DOWN}
 * @param checks each part with its own status
 */
public record Health(String status, Map<String, String> checks) {

    /** Asks each part. */
    public static Health of(Map<String, BooleanSupplier> parts) {
        Map<String, String> checks = new LinkedHashMap<>();
        parts.forEach((name, alive) -> checks.put(name, alive.getAsBoolean() ? "UP" : "DOWN"));
        return new Health(checks.containsValue("DOWN") ? "DOWN" : "UP", checks);
    }

    boolean isUp() {
        return status.equals("UP");
    }
}
