package eu.twintown.node.authority.tier1;

import eu.twintown.node.authority.api.Kept;
import eu.twintown.node.authority.api.Person;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.store.document.Documents;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Who can sign in at the authority: its staff, and applicants with their temporary accounts. */
public final class Accounts {
    private static final int SHORTEST_PASSWORD = 8;
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{1,99}");
    private static final String NOBODY = PasswordHash.of("nobody");

    private final Kept<Account> accounts;

    public Accounts(Documents documents) {
        this.accounts = new Kept<>(documents, "authority-account", Account.class);
    }

    /** Somebody who wants to join: an account with the role of an applicant. */
    public Person register(Newcomer newcomer) {
        String username = newcomer.username().toLowerCase(Locale.ROOT);
        if (!USERNAME.matcher(username).matches()) {
            throw SimplProblem.badRequest("A user name has 2 to 100 letters, digits, dots, hyphens or underscores");
        }
        if (newcomer.password().length() < SHORTEST_PASSWORD) {
            throw SimplProblem.badRequest("A password has at least " + SHORTEST_PASSWORD + " characters");
        }
        Account account = new Account(
                username,
                newcomer.firstName(),
                newcomer.lastName(),
                newcomer.email(),
                PasswordHash.of(newcomer.password()),
                Set.of(Person.APPLICANT),
                "",
                Map.of());
        if (!accounts.create(username, account)) {
            throw SimplProblem.badRequest("The user name '" + username + "' is taken");
        }
        return account.person();
    }

    /** What a newcomer says of itself. */
    public record Newcomer(String username, String password, String firstName, String lastName, String email) {
        @Override
        public String toString() {
            return username;
        }
    }

    /** Staff as the configuration names it; takes the place of an account of the same name. */
    public void employ(String username, String password, Set<String> roles) {
        boolean same = accounts.find(username)
                .filter(a -> a.roles().equals(roles) && PasswordHash.matches(password, a.password()))
                .isPresent();
        if (!same) {
            accounts.put(username, new Account(username, "", "", "", PasswordHash.of(password), roles, "", Map.of()));
        }
    }

    public Optional<Person> find(String username) {
        return accounts.find(username).map(Account::person);
    }

    /** The person, where the password is right. A wrong name takes as long as a wrong password. */
    Optional<Person> signIn(String username, String password) {
        Optional<Account> account = accounts.find(username.toLowerCase(Locale.ROOT));
        boolean right =
                PasswordHash.matches(password, account.map(Account::password).orElse(NOBODY));
        return right ? account.map(Account::person) : Optional.empty();
    }

    /** From now on this applicant speaks for that participant. */
    public void bind(String username, String participantId) {
        accounts.update(username, account -> account.of(participantId));
    }

    /** What an electronic identification says of this person; simulated, for sandboxes. */
    public void identify(String username, Map<String, String> eidas) {
        accounts.update(username, account -> account.with(eidas));
    }

    public Map<String, String> eidas(String username) {
        return accounts.find(username).map(Account::eidas).orElse(Map.of());
    }
}
