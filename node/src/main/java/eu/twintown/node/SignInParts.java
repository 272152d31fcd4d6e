package eu.twintown.node;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.node.trust.oidc.BearerRecogniser;
import eu.twintown.node.trust.oidc.BearerSource;
import eu.twintown.node.trust.oidc.Cookies;
import eu.twintown.node.trust.oidc.ForeignProvider;
import eu.twintown.node.trust.oidc.SignInProvider;
import eu.twintown.node.trust.oidc.SignInSettings;
import eu.twintown.node.trust.oidc.local.LocalIssuer;
import eu.twintown.node.trust.oidc.local.TokenSigner;
import eu.twintown.node.trust.oidc.session.SessionRecogniser;
import eu.twintown.node.trust.oidc.session.Sessions;
import eu.twintown.node.trust.oidc.session.SignInRoutes;
import eu.twintown.store.document.Documents;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Builds what recognises people and machines: sessions, bearer tokens, the local issuer, other providers. */
final class SignInParts {
    private final BearerRecogniser bearers;
    private final SessionRecogniser sessions;
    private final Optional<LocalIssuer> local;
    private final List<HttpService> routes = new ArrayList<>();

    /** @param staff people of the local issuer beside its users */
    SignInParts(
            Settings settings,
            List<SignInSettings.User> staff,
            Documents documents,
            OutgoingClient outgoing,
            Supplier<URI> publicUrl,
            TokenSigner signer,
            InstantSource clock) {
        SignInSettings signIn = settings.signIn();
        Cookies cookies = new Cookies(settings.config().identity().name(), publicUrl);
        List<SignInProvider> providers = new ArrayList<>();
        List<BearerSource> sources = new ArrayList<>();
        for (SignInSettings.Provider provider : signIn.providers()) {
            ForeignProvider foreign = new ForeignProvider(provider, outgoing, signIn.tolerance(), clock);
            providers.add(foreign);
            sources.add(foreign.bearers());
        }
        this.local = signIn.local()
                .map(own -> new LocalIssuer(
                        own.with(staff),
                        new LocalIssuer.Surroundings(
                                settings.config().identity().title(),
                                publicUrl,
                                signer,
                                documents,
                                cookies,
                                this::bearer,
                                clock)));
        local.ifPresent(issuer -> {
            providers.add(issuer);
            sources.add(issuer.bearers(signIn.tolerance()));
        });
        this.bearers = new BearerRecogniser(sources, clock);
        Sessions known = new Sessions(documents, signIn.session(), clock);
        this.sessions = new SessionRecogniser(known, cookies);
        SignInRoutes pages = new SignInRoutes(providers, known, cookies, publicUrl, clock);
        routes.add(pages);
        local.ifPresent(issuer -> routes.add(issuer.routes(pages::signOut)));
    }

    private Optional<Principal> bearer(String token) {
        return bearers.recognise(token);
    }

    /** In the order in which they are asked. */
    List<Recogniser> recognisers() {
        return List.of(LocalIssuer.clientsAside(), bearers, sessions);
    }

    List<HttpService> routes() {
        return routes;
    }

    /** The password of the first admin, where this start has made one. */
    Optional<String> firstPassword() {
        return local.flatMap(LocalIssuer::firstPassword);
    }
}
