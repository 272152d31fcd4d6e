package eu.twintown.node.trust.oidc;

import eu.twintown.node.trust.Principal;
import java.util.Optional;

/** Where people sign in: the local issuer, or a provider that others run. */
public interface SignInProvider {

    /**
     * Somebody who signed in.
     *
     * @param idToken what the provider wants to see again when they sign out; may be empty
     */
    record SignedIn(Principal principal, String idToken) {}

    /** Its name in the configuration; {@code local} is the local issuer. */
    String name();

    /** What people read. */
    String title();

    /** Where the browser goes to sign in. */
    String authorizationUrl(Login login);

    /**
     * Redeems the code that the browser brought back.
     *
     * @throws eu.twintown.kernel.problem.ProblemException Unauthorized, BadGateway or GatewayTimeout
     */
    SignedIn finish(String code, Login login);

    /** Where the browser goes to sign out there too; empty where the provider has no such page. */
    Optional<String> endSessionUrl(String idToken, String returnUrl);
}
