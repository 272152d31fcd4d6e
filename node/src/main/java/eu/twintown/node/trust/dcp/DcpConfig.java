package eu.twintown.node.trust.dcp;

import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.jose.TrustException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The section {@code dcp} of the configuration.
 *
 * @param issue what this node issues, in both profiles
 * @param holders DIDs of those who get it; {@code *} = everybody who asks
 * @param ask what this node asks of issuers at its start
 */
public record DcpConfig(DcpSettings settings, List<Issue> issue, List<String> holders, List<Ask> ask) {

    /** A type of credential that is issued, and for how long. */
    public record Issue(String type, Duration validity) {}

    /** Types of credentials that are wanted of an issuer. */
    public record Ask(Did issuer, List<String> types) {}

    /**
     * Reads it; faults go to the node's list.
     *
     * @param publicUrl where others reach this node
     * @param clockTolerance how far the clocks of others may be apart from ours
     */
    public static DcpConfig read(ConfigNode root, URI publicUrl, Duration clockTolerance) {
        ConfigNode node = root.section("dcp");
        node.allowOnly("require", "token-life", "session-life", "issue", "holders", "ask");
        String base = publicUrl.toString();
        DcpSettings usual =
                DcpSettings.at(URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/dcp"));
        DcpSettings settings = new DcpSettings(
                usual.base(),
                node.has("require") ? node.texts("require") : usual.require(),
                life(node, "token-life", usual.tokenLife()),
                life(node, "session-life", usual.sessionLife()),
                clockTolerance);
        return new DcpConfig(
                settings,
                node.list("issue").stream().map(DcpConfig::issue).toList(),
                node.texts("holders"),
                node.list("ask").stream().map(DcpConfig::ask).toList());
    }

    private static Duration life(ConfigNode node, String key, Duration usual) {
        Duration life = node.duration(key, usual);
        if (life.compareTo(Duration.ofSeconds(30)) < 0 || life.compareTo(Duration.ofHours(1)) > 0) {
            node.fault(key, "must be from 30s to 1h");
            return usual;
        }
        return life;
    }

    private static Issue issue(ConfigNode node) {
        node.allowOnly("type", "validity");
        if (!node.has("type")) {
            node.fault("type", "is missing; a type of credential such as MembershipCredential");
        }
        return new Issue(node.text("type", ""), node.duration("validity", Duration.ofDays(365)));
    }

    private static Ask ask(ConfigNode node) {
        node.allowOnly("issuer", "types");
        if (node.texts("types").isEmpty()) {
            node.fault("types", "name at least one type of credential");
        }
        try {
            return new Ask(Did.parse(node.text("issuer", "")), node.texts("types"));
        } catch (TrustException e) {
            node.fault("issuer", "must be the DID of an issuer, such as did:web:authority.example.org");
            return new Ask(Did.parse("did:web:invalid.invalid"), node.texts("types"));
        }
    }
}
