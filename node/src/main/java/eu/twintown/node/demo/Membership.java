package eu.twintown.node.demo;

import eu.twintown.node.join.ApiException;
import eu.twintown.node.join.Application;
import eu.twintown.node.join.Application.Applicant;
import eu.twintown.node.join.AuthorityApi;
import eu.twintown.node.join.Document;
import eu.twintown.node.join.JoinException;
import eu.twintown.node.join.Joining;
import eu.twintown.node.join.NodeApi;
import eu.twintown.node.trust.oidc.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes both cities into the data space, each through its own node and the authority's notary. When both are members, and
 * not before, Münster's node asks Ghent's, which is open, and Ghent's comes to agreements with Münster's.
 */
final class Membership {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** A proof that is refused while the other is still starting is tried again after half a minute. */
    private static final Duration RECOGNITION = Duration.ofMinutes(2);
    /** Agreements that are not come to at first are tried again after some seconds. */
    private static final Duration AGREEMENTS = Duration.ofMinutes(3);

    private static final int CONFLICT = 409;
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final Layout layout;
    private final DemoSecrets secrets;
    private final CityFiles files;
    private final Consumer<String> told;

    Membership(Layout layout, DemoSecrets secrets, CityFiles files, Consumer<String> told) {
        this.layout = layout;
        this.secrets = secrets;
        this.files = files;
        this.told = told;
    }

    /** Begins; done when each city asks the other. Fails with a {@link DemoException} that says why. */
    CompletableFuture<List<Agreed.Wish>> begin() {
        return CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> join(layout.muenster(), "Stadt Münster"), THREADS),
                        CompletableFuture.runAsync(() -> join(layout.ghent(), "Stad Gent"), THREADS))
                .thenApplyAsync(any -> federate(), THREADS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(named(failure)));
    }

    private static Throwable named(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof JoinException || cause instanceof ApiException
                ? new DemoException(Messages.get("joining.failed", String.valueOf(cause.getMessage())))
                : cause;
    }

    private void join(City city, String organisation) {
        try (NodeApi node = operator(city);
                AuthorityApi notary = new AuthorityApi(layout.authority().url(""), "notary", secrets.notary())) {
            Joining joining = new Joining(node, sentence -> told.accept(city.name() + ": " + sentence));
            joining.awaitNode(PATIENCE);
            notary.await(PATIENCE);
            if (joining.membership().isPresent()) { // kept from the last demo
                joining.awaitMembership(PATIENCE);
                return;
            }
            joining.apply(application(city, organisation), wanted -> Optional.of(profile(organisation)));
            notary.approveWhenThere(organisation, List.of(), "Welcome to the demo", PATIENCE);
            joining.awaitCertificate(PATIENCE);
            joining.awaitMembership(PATIENCE);
        }
    }

    private static Application application(City city, String organisation) {
        return new Application(
                organisation,
                "DATA_PROVIDER",
                new Applicant(
                        city.id() + "-office",
                        Secrets.random(),
                        "Robin",
                        city.name(),
                        "office@" + city.id() + ".example"));
    }

    private static Document profile(String organisation) {
        return Document.ofText(
                "profile.pdf",
                List.of(
                        organisation,
                        "",
                        "Profile of an organisation that asks to be taken into the demo's data space."));
    }

    /** Now that both are members. */
    private List<Agreed.Wish> federate() {
        try (NodeApi muenster = operator(layout.muenster())) {
            muenster.post(
                    "/ngsi-ld/v1/csourceRegistrations", JsonMapper.shared().readTree(files.registrationOfGhent()));
        } catch (ApiException e) {
            if (e.status() != CONFLICT) { // kept from the last demo
                throw e;
            }
        }
        told.accept(Messages.get("both.members"));
        try (NodeApi muenster = operator(layout.muenster())) {
            new Joining(muenster, told).awaitPeer(layout.ghent().id(), RECOGNITION);
        }
        try (NodeApi ghent = operator(layout.ghent())) {
            return Agreed.await(ghent, AGREEMENTS);
        }
    }

    private NodeApi operator(City city) {
        return new NodeApi(city.url(""), "demo", secrets.client());
    }
}
