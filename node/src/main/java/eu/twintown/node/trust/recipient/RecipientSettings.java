package eu.twintown.node.trust.recipient;

import eu.twintown.node.config.ConfigNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the section {@code trust} of the configuration says about recipients.
 *
 * @param stale how long counts what a participant has proved, while its requests carry no proof of their own
 * @param rules roles and credential types beyond those that credentials name
 */
public record RecipientSettings(Duration stale, List<RecipientRule> rules) {
    /** Where the configuration does not say. */
    public static final RecipientSettings USUAL = new RecipientSettings(Duration.ofMinutes(15), List.of());

    public RecipientSettings {
        rules = List.copyOf(rules);
    }

    /** Reads {@code recipient-stale} and {@code recipients}. */
    public static RecipientSettings read(ConfigNode trust) {
        List<RecipientRule> rules = new ArrayList<>();
        trust.list("recipients").forEach(node -> rules.add(rule(node)));
        return new RecipientSettings(trust.duration("recipient-stale", USUAL.stale()), rules);
    }

    private static RecipientRule rule(ConfigNode node) {
        node.allowOnly("role", "credential", "where");
        if (node.has("role") == node.has("credential")) {
            node.fault("role", "needs either this or 'credential': what the recipient is given");
        }
        Map<String, List<String>> where = new LinkedHashMap<>();
        ConfigNode claims = node.section("where");
        claims.keys().forEach(claim -> where.put(claim, claims.texts(claim)));
        if (where.isEmpty()) {
            node.fault("where", "is missing; name claims and the values that they may have");
        }
        return node.has("credential")
                ? new RecipientRule(RecipientRule.Gives.CREDENTIAL, node.text("credential", ""), where)
                : new RecipientRule(RecipientRule.Gives.ROLE, node.text("role", ""), where);
    }
}
