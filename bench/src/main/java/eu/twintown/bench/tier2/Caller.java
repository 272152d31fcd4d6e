package eu.twintown.bench.tier2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.http.tls.ClientTls;
import eu.twintown.node.http.tls.TrustAnchors;
import eu.twintown.node.trust.key.KeyPurpose;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.node.trust.simpl.Simpl;
import eu.twintown.node.trust.simpl.SimplSettings;
import eu.twintown.node.trust.simpl.onboarding.MembershipStore;
import eu.twintown.node.trust.simpl.onboarding.Onboarding.Application;
import eu.twintown.node.trust.simpl.onboarding.ParticipantSettings;
import eu.twintown.node.trust.simpl.proof.ProofSettings;
import eu.twintown.node.trust.simpl.revocation.RevocationSettings;
import eu.twintown.node.trust.simpl.tier.AuthoritySettings;
import eu.twintown.node.trust.simpl.tier.AuthoritySettings.SignIn;
import eu.twintown.node.trust.simpl.tier.AuthoritySettings.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** A participant in this JVM, made of the same parts as a node's, with connections of its own. */
final class Caller implements AutoCloseable {
    private static final String TOKENS = "/auth/realms/authority/protocol/openid-connect/token";
    private static final String LETTER = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

    private final OutgoingClient outgoing;
    private final Simpl simpl;

    private Caller(OutgoingClient outgoing, Simpl simpl) {
        this.outgoing = outgoing;
        this.simpl = simpl;
    }

    /** Makes one, which joins the data space under this name. */
    static Caller join(SimplSpace space, String name, Path folder) {
        InstantSource clock = InstantSource.system();
        OutgoingClient outgoing =
                new OutgoingClient(OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8", "localhost", "*.localhost"));
        KeyRing keys = KeyRing.open(folder, clock);
        Simpl simpl = new Simpl(
                settings(space, name),
                new Simpl.Surroundings(new MembershipStore(Optional.empty(), json -> {}), keys, outgoing, clock),
                () -> keys.active(KeyPurpose.LOCAL_ISSUER).publicKey());
        Caller caller = new Caller(outgoing, simpl);
        caller.join(space, name);
        return caller;
    }

    private static SimplSettings settings(SimplSpace space, String name) {
        return new SimplSettings(
                new AuthoritySettings(
                        space.tierOne(),
                        space.tierTwo(),
                        Version.AUTO,
                        Map.of(),
                        new SignIn(space.tierOne().resolve(TOKENS), "frontend-cli", "", ""),
                        List.of(),
                        Duration.ofSeconds(30)),
                new ParticipantSettings(name, "Bench", "BE", "t2." + name + ".localhost", Duration.ofDays(30), false),
                new SimplSettings.Listener("127.0.0.1", 0, List.of(), List.of()),
                ProofSettings.USUAL,
                RevocationSettings.USUAL,
                Map.of());
    }

    private void join(SimplSpace space, String name) {
        var onboarding = simpl.onboarding();
        onboarding.apply(new Application(
                name, "a-secret-for-the-bench-only", "An", "Applicant", name + "@example.org", "CONSUMER", name));
        String letter = Base64.getEncoder().encodeToString(LETTER.getBytes(US_ASCII));
        simpl.membership().request().ifPresent(request -> request.path("documents")
                .forEach(document -> onboarding.upload(document.path("id").asString(""), "letter.pdf", letter)));
        onboarding.submit();
        space.approve(name);
        onboarding.refresh();
        simpl.progress().step();
    }

    Simpl simpl() {
        return simpl;
    }

    /** TLS with its certificate; its sessions begin with none. */
    SSLContext tls() {
        return new ClientTls(
                        Optional.of(simpl.installed().identity()),
                        TrustAnchors.of(simpl.installed().anchors()))
                .context();
    }

    @Override
    public void close() {
        simpl.close();
        outgoing.close();
    }
}
