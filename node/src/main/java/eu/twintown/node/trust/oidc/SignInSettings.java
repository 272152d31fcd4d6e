package eu.twintown.node.trust.oidc;

import eu.twintown.node.trust.Role;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The section {@code sign-in} of the configuration.
 *
 * @param local the local issuer; empty where it is switched off
 * @param providers OpenID Connect providers of any make
 * @param session how long a browser stays signed in
 * @param tolerance how far others' clocks may be off
 */
public record SignInSettings(Optional<Local> local, List<Provider> providers, Session session, Duration tolerance) {

    /**
     * The local issuer.
     *
     * @param staff people beside the users, whose presence does not keep the first start from making an admin
     * @param accessTokenLife how long an access token holds
     * @param refreshTokenLife how long a refresh token holds that is not used
     */
    public record Local(
            List<User> users,
            List<User> staff,
            List<Client> clients,
            Duration accessTokenLife,
            Duration refreshTokenLife) {

        /** Nobody yet: the first start makes an admin. */
        public static final Local EMPTY = new Local(List.of(), List.of(), Duration.ofMinutes(10), Duration.ofDays(14));

        /** Without staff. */
        public Local(List<User> users, List<Client> clients, Duration accessTokenLife, Duration refreshTokenLife) {
            this(users, List.of(), clients, accessTokenLife, refreshTokenLife);
        }

        /** The same with these people as staff. */
        public Local with(List<User> people) {
            return new Local(users, people, clients, accessTokenLife, refreshTokenLife);
        }
    }

    /** A person. {@code passwordHash} as {@code twintown hash-password} gives it. */
    public record User(
            String name, String title, String passwordHash, Set<Role> roles, Map<String, List<String>> attributes) {

        @Override
        public String toString() {
            return "User[" + name + ", " + roles + "]";
        }
    }

    /**
     * A program that gets tokens.
     *
     * @param secretHash empty = a public client, which proves itself by PKCE alone and has no tokens of its own
     * @param redirectUris where people are sent back to
     * @param mayExchange whether it may exchange tokens of others (RFC 8693)
     */
    public record Client(
            String id,
            String title,
            Optional<String> secretHash,
            Set<Role> roles,
            List<String> redirectUris,
            boolean mayExchange,
            Map<String, List<String>> attributes) {

        @Override
        public String toString() {
            return "Client[" + id + ", " + roles + "]";
        }
    }

    /**
     * A provider that others run.
     *
     * @param name stands in the ids of its people
     * @param secret of the node as a client; empty = a public client
     * @param audience what access tokens for this node must name in {@code aud}
     * @param roles which of its claims give which role
     * @param attributes claims that are kept for attribute-based rules
     * @param keysMaxAge how long its keys are trusted while it cannot be reached
     */
    public record Provider(
            String name,
            String title,
            URI issuer,
            String clientId,
            Optional<String> secret,
            List<String> scopes,
            String audience,
            List<RoleMapping> roles,
            List<String> attributes,
            Duration keysMaxAge) {

        @Override
        public String toString() {
            return "Provider[" + name + ", " + issuer + "]";
        }
    }

    /**
     * A claim's value that gives a role.
     *
     * @param claim path of the claim, with dots: {@code realm_access.roles}
     * @param value what must be there; {@code *} = anything
     */
    public record RoleMapping(String claim, String value, Role role) {}

    /** A browser's session: it ends {@code idle} after its last request, {@code longest} after signing in. */
    public record Session(Duration idle, Duration longest) {

        public static final Session USUAL = new Session(Duration.ofMinutes(30), Duration.ofHours(8));
    }
}
