package eu.twintown.node.authority;

import eu.twintown.node.authority.tier2.Tier2Guard.ProofMode;
import eu.twintown.node.config.ConfigException;
import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.config.NodeConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an authority needs to know: who it is comes from {@code node:}, how people reach it from {@code server:}, all else
 * from {@code authority:}.
 *
 * @param title name of the data space; stands in the names of its certification authorities
 * @param tier1Url where people, OCSP clients and CRL clients reach it
 * @param tier2 the agents' listener
 * @param proofs where ephemeral proofs are asked for
 * @param registration whether newcomers may make an account by themselves
 * @param faults whether faults may be switched on
 * @param users staff that signs in with a password
 * @param versions which versions of the interfaces it offers
 */
public record AuthoritySettings(
        String title,
        String country,
        URI tier1Url,
        Tier2 tier2,
        ProofMode proofs,
        boolean registration,
        boolean faults,
        List<User> users,
        Set<Integer> versions) {

    /** Both versions. */
    public static final Set<Integer> ALL_VERSIONS = Set.of(1, 2);

    private static final List<String> ROLES =
            List.of("NOTARY", "IATTR_M", "T2IAA_M", "ONBOARDER_M", "T1UAR_M", "GA_SCHEMA_ADMIN");

    /**
     * The agents' listener.
     *
     * @param name host name in its certificate, and under which agents reach it
     */
    public record Tier2(String host, int port, String name) {
        /** Where agents reach it. */
        public URI url() {
            return URI.create("https://" + name + ":" + port);
        }
    }

    /** A member of staff. */
    public record User(String name, String password, Set<String> roles) {
        @Override
        public String toString() {
            return name + " " + roles;
        }
    }

    /**
     * Reads the section {@code authority:}.
     *
     * @param faults whether the command line lets faults be switched on
     * @throws ConfigException with every fault found
     */
    public static AuthoritySettings read(NodeConfig config, boolean faults) {
        ConfigNode node = config.root().section("authority");
        node.allowOnly("tier2", "proof-check", "proof-check-disabled", "registration", "faults", "users", "versions");
        ConfigNode tier2 = node.section("tier2");
        tier2.allowOnly("host", "port", "name");
        AuthoritySettings settings = new AuthoritySettings(
                config.identity().title(),
                config.identity().country(),
                config.identity().publicUrl(),
                new Tier2(
                        tier2.text("host", config.server().host()),
                        tier2.integer("port", 8101, 0, 65535),
                        tier2.text("name", "authority.localhost")),
                new ProofMode(
                        node.oneOf("proof-check", "on", "on", "off").equals("on"), node.texts("proof-check-disabled")),
                node.oneOf("registration", "open", "open", "closed").equals("open"),
                faults || node.flag("faults", false),
                node.list("users").stream().map(AuthoritySettings::user).toList(),
                versions(node));
        if (!node.faults().isEmpty()) {
            throw new ConfigException(node.faults());
        }
        return settings;
    }

    private static Set<Integer> versions(ConfigNode node) {
        return switch (node.oneOf("versions", "both", "both", "1", "2")) {
            case "1" -> Set.of(1);
            case "2" -> Set.of(2);
            default -> ALL_VERSIONS;
        };
    }

    private static User user(ConfigNode node) {
        node.allowOnly("name", "password-file", "roles");
        Set<String> roles = Set.copyOf(node.texts("roles"));
        if (roles.isEmpty() || !ROLES.containsAll(roles)) {
            node.fault("roles", "must be some of " + String.join(", ", ROLES));
        }
        Optional<String> password = node.file("password-file").flatMap(file -> {
            try {
                return Optional.of(Files.readString(file).strip()).filter(p -> !p.isEmpty());
            } catch (IOException e) {
                return Optional.empty();
            }
        });
        if (password.isEmpty()) {
            node.fault("password-file", "must name a file that holds the password");
        }
        return new User(node.text("name"), password.orElse(""), roles);
    }
}
