package eu.twintown.node.trust.oidc;

import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.trust.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the section {@code sign-in} and says what is wrong with it. */
public final class SignInSettingsReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");
    private static final List<String> ROLES = Arrays.stream(Role.values())
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .toList();

    private final Map<String, String> environment;

    /** @param environment where {@code client-secret-env} looks */
    public SignInSettingsReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public SignInSettings read(ConfigNode root) {
        ConfigNode section = root.section("sign-in");
        section.allowOnly("local", "providers", "session", "clock-tolerance");
        ConfigNode session = section.section("session");
        session.allowOnly("idle", "longest");
        SignInSettings.Session usual = SignInSettings.Session.USUAL;
        List<SignInSettings.Provider> providers =
                section.list("providers").stream().map(this::provider).toList();
        Set<String> names = new HashSet<>(Set.of("local"));
        providers.stream()
                .filter(provider -> !names.add(provider.name()))
                .forEach(provider -> section.fault("providers", "the name '" + provider.name() + "' stands twice"));
        return new SignInSettings(
                local(section.section("local")),
                providers,
                new SignInSettings.Session(
                        session.duration("idle", usual.idle()), session.duration("longest", usual.longest())),
                section.duration("clock-tolerance", Duration.ofSeconds(60)));
    }

    private static Optional<SignInSettings.Local> local(ConfigNode node) {
        node.allowOnly("enabled", "users", "clients", "access-token-life", "refresh-token-life");
        SignInSettings.Local usual = SignInSettings.Local.EMPTY;
        SignInSettings.Local local = new SignInSettings.Local(
                node.list("users").stream().map(SignInSettingsReader::user).toList(),
                node.list("clients").stream().map(SignInSettingsReader::client).toList(),
                node.duration("access-token-life", usual.accessTokenLife()),
                node.duration("refresh-token-life", usual.refreshTokenLife()));
        return node.flag("enabled", true) ? Optional.of(local) : Optional.empty();
    }

    private static SignInSettings.User user(ConfigNode node) {
        node.allowOnly("name", "title", "password-hash", "roles", "attributes");
        String name = name(node, "name");
        return new SignInSettings.User(
                name,
                node.text("title", name),
                hash(node, "password-hash").orElseGet(() -> {
                    node.fault("password-hash", "is missing; 'twintown hash-password' makes one");
                    return "";
                }),
                roles(node),
                attributes(node));
    }

    private static SignInSettings.Client client(ConfigNode node) {
        node.allowOnly("id", "title", "secret-hash", "roles", "redirect-uris", "may-exchange", "attributes");
        String id = name(node, "id");
        Optional<String> secret = hash(node, "secret-hash");
        List<String> redirects = node.texts("redirect-uris");
        if (secret.isEmpty() && redirects.isEmpty()) {
            node.fault("secret-hash", "is missing; a client without a secret needs redirect-uris");
        }
        redirects.stream()
                .filter(uri -> !isRedirectUri(uri))
                .forEach(uri -> node.fault(
                        "redirect-uris", "'" + uri + "' must be https (or http on loopback), without a fragment"));
        return new SignInSettings.Client(
                id,
                node.text("title", id),
                secret,
                roles(node),
                redirects,
                node.flag("may-exchange", false),
                attributes(node));
    }

    private static boolean isRedirectUri(String text) {
        try {
            URI uri = URI.create(text);
            boolean loopback = List.of("127.0.0.1", "localhost", "[::1]").contains(String.valueOf(uri.getHost()));
            return uri.getHost() != null
                    && uri.getFragment() == null
                    && ("https".equals(uri.getScheme()) || loopback && "http".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private SignInSettings.Provider provider(ConfigNode node) {
        node.allowOnly(
                "name",
                "title",
                "issuer",
                "client-id",
                "client-secret-file",
                "client-secret-env",
                "scopes",
                "audience",
                "roles",
                "attributes",
                "keys-max-age");
        String name = name(node, "name");
        String clientId = node.text("client-id");
        if (!node.has("issuer")) {
            node.fault("issuer", "is missing");
        }
        List<String> scopes = new ArrayList<>(node.texts("scopes"));
        if (scopes.isEmpty()) {
            scopes.addAll(List.of("openid", "profile"));
        } else if (!scopes.contains("openid")) {
            node.fault("scopes", "must hold openid");
        }
        return new SignInSettings.Provider(
                name,
                node.text("title", name),
                node.uri("issuer").orElse(URI.create("https://invalid.invalid")),
                clientId,
                secret(node),
                scopes,
                node.text("audience", clientId),
                node.list("roles").stream().map(SignInSettingsReader::mapping).toList(),
                node.texts("attributes"),
                node.duration("keys-max-age", Duration.ofHours(1)));
    }

    private Optional<String> secret(ConfigNode node) {
        Optional<String> variable = node.optionalText("client-secret-env");
        if (variable.isPresent()) {
            if (!environment.containsKey(variable.get())) {
                node.fault("client-secret-env", "the environment has no " + variable.get());
            }
            return Optional.ofNullable(environment.get(variable.get()));
        }
        return node.file("client-secret-file").flatMap(file -> {
            try {
                return Optional.of(Files.readString(file).strip());
            } catch (IOException e) {
                node.fault("client-secret-file", file + " cannot be read");
                return Optional.empty();
            }
        });
    }

    private static SignInSettings.RoleMapping mapping(ConfigNode node) {
        node.allowOnly("claim", "value", "role");
        return new SignInSettings.RoleMapping(
                node.text("claim"), node.text("value", "*"), role(node, node.text("role")));
    }

    private static String name(ConfigNode node, String key) {
        String name = node.text(key);
        if (node.has(key) && !NAME.matcher(name).matches()) {
            node.fault(key, "'" + name + "' must be of letters, digits and . _ @ -");
        }
        return name;
    }

    private static Optional<String> hash(ConfigNode node, String key) {
        Optional<String> hash = node.optionalText(key);
        hash.filter(text -> !PasswordHash.isOne(text))
                .ifPresent(text -> node.fault(key, "is not a hash that 'twintown hash-password' gives"));
        return hash;
    }

    private static Set<Role> roles(ConfigNode node) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        node.texts("roles").forEach(text -> roles.add(role(node, text)));
        return roles;
    }

    private static Role role(ConfigNode node, String text) {
        if (ROLES.contains(text)) {
            return Role.valueOf(text.toUpperCase(Locale.ROOT));
        }
        node.fault(node.has("role") ? "role" : "roles", "'" + text + "' is not one of " + String.join(", ", ROLES));
        return Role.VIEWER;
    }

    private static Map<String, List<String>> attributes(ConfigNode node) {
        ConfigNode section = node.section("attributes");
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        section.keys().forEach(key -> attributes.put(key, section.texts(key)));
        return attributes;
    }
}
