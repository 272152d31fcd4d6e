package eu.twintown.node.trust.oidc.local;

import eu.twintown.node.trust.Role;
import eu.twintown.node.trust.oidc.PasswordHash;
import eu.twintown.node.trust.oidc.SignInSettings;
import eu.twintown.store.document.Documents;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The local issuer's users and clients: those of the configuration. Where it names no users, the first start makes an
 * {@code admin} whose password is told once and kept as a hash.
 */
public final class Accounts {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String KIND = "local-user";
    private static final String FIRST = "admin";
    private static final int GROUPS = 4;
    private static final int LETTERS = 5;

    /** Without letters that people take for one another. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    /** Stands in for users who do not exist, so that their names are not told by the time it takes. */
    private static final String NOBODY = PasswordHash.none();

    private final SignInSettings.Local settings;
    private final Documents documents;
    private final Optional<String> firstPassword;

    public Accounts(SignInSettings.Local settings, Documents documents) {
        this.settings = settings;
        this.documents = documents;
        this.firstPassword = settings.users().isEmpty() ? makeFirst() : Optional.empty();
    }

    /** The password of the admin that this start has made; nobody can ask for it later. */
    public Optional<String> firstPassword() {
        return firstPassword;
    }

    /** The user with this name and this password. */
    Optional<SignInSettings.User> authenticate(String name, String password) {
        Optional<SignInSettings.User> user = user(name);
        boolean matches = PasswordHash.matches(
                password, user.map(SignInSettings.User::passwordHash).orElse(NOBODY));
        return user.filter(found -> matches);
    }

    /** A user goes before one of the staff who has the same name. */
    Optional<SignInSettings.User> user(String name) {
        return configured(name).or(() -> named(settings.staff(), name));
    }

    private Optional<SignInSettings.User> configured(String name) {
        if (settings.users().isEmpty()) {
            return name.equals(FIRST) ? first() : Optional.empty();
        }
        return named(settings.users(), name);
    }

    private static Optional<SignInSettings.User> named(List<SignInSettings.User> people, String name) {
        return people.stream().filter(user -> user.name().equals(name)).findFirst();
    }

    Optional<SignInSettings.Client> client(String id) {
        return settings.clients().stream()
                .filter(client -> client.id().equals(id))
                .findFirst();
    }

    /** Ids of all clients. */
    Set<String> clients() {
        return settings.clients().stream().map(SignInSettings.Client::id).collect(Collectors.toSet());
    }

    private Optional<SignInSettings.User> first() {
        return documents.get(KIND, "", FIRST).map(document -> {
            JsonNode json = MAPPER.readTree(document.json());
            return new SignInSettings.User(
                    FIRST, "Admin", json.path("passwordHash").asString(""), Set.of(Role.ADMIN), Map.of());
        });
    }

    private Optional<String> makeFirst() {
        if (documents.get(KIND, "", FIRST).isPresent()) {
            return Optional.empty();
        }
        String password = password();
        String json = MAPPER.createObjectNode()
                .put("passwordHash", PasswordHash.of(password))
                .toString();
        return documents.create(KIND, "", FIRST, json) ? Optional.of(password) : Optional.empty();
    }

    private static String password() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GROUPS * LETTERS; i++) {
            password.append(i > 0 && i % LETTERS == 0 ? "-" : "")
                    .append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
