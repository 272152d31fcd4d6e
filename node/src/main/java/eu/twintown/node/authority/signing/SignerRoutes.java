package eu.twintown.node.authority.signing;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.api.Fields;
import eu.twintown.node.authority.api.Journal;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.authority.tier2.Caller;
import eu.twintown.node.http.Exchange;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The signing service (version 1.1 of Simpl-Open's contract), at tier 2: participants have documents signed by the authority,
 * and have signatures checked. The client certificate stands for the contract's API key. Who had what signed is kept in the
 * authority's journal.
 */
public final class SignerRoutes implements HttpService {
    /** The one key that there is. */
    static final String KEY_ALIAS = "authority";

    private static final String BASE = "/signingService/v1";
    private static final String HEALTH = "application/vnd.spring-boot.actuator.v3+json";
    private static final int LARGEST = 14 << 20;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Api api;
    private final DocumentSigner signer;
    private final Journal journal;

    private enum Type {
        DETACHED,
        ENVELOPED
    }

    public SignerRoutes(Api api, DocumentSigner signer, Journal journal) {
        this.api = api;
        this.signer = signer;
        this.journal = journal;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(BASE + "/health", Exchange.handler(api.on(SignerRoutes::health)))
                .post(BASE + "/documents/sign", Exchange.handler(api.on(this::sign)))
                .post(BASE + "/documents/verify", Exchange.handler(api.on(this::verify)));
    }

    private static void health(Call call) {
        call.answer(200, HEALTH, "{\"status\":\"UP\"}".getBytes(StandardCharsets.UTF_8));
    }

    private void sign(Call call) {
        Fields body = call.object();
        byte[] document = bytes(body, "bytes");
        if (!body.text("keyAlias").equals(KEY_ALIAS)) {
            throw body.fault("keyAlias", "is no key of this authority; it has '" + KEY_ALIAS + "'");
        }
        if (body.optional("tsaUrl", 2_000).isPresent()) {
            throw body.fault("tsaUrl", "cannot be used: this authority asks no time-stamping service; leave it out");
        }
        DocumentSigner.Format format = body.oneOf("signatureFormat", DocumentSigner.Format.class);
        boolean detached = body.oneOf("signatureType", Type.class) == Type.DETACHED;
        DocumentSigner.Result result;
        try {
            result = signer.sign(document, format, detached);
        } catch (SignatureFault e) {
            throw SimplProblem.badRequest("/bytes cannot be signed so: " + e.sentence());
        }
        journal.add(
                call.caller(Caller.class).participant().id(),
                "document.signed",
                HexFormat.of().formatHex(Digests.sha256(document)),
                format + ", SHA-256 of the document as subject");
        call.answer(
                201,
                JSON.createObjectNode()
                        .put("signedDocument", Base64.getEncoder().encodeToString(result.bytes()))
                        .put(
                                "timestamp",
                                result.at().truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    private void verify(Call call) {
        Fields body = call.object();
        byte[] signed = bytes(body.fields("signedDocument"), "bytes");
        Optional<byte[]> original = body.object().hasNonNull("originalDocument")
                ? Optional.of(bytes(body.fields("originalDocument"), "bytes"))
                : Optional.empty();
        DocumentSigner.Verification found = signer.verify(signed, original);
        call.answer(200, JSON.createObjectNode().put("valid", found.valid()).put("report", found.report()));
    }

    private static byte[] bytes(Fields fields, String name) {
        try {
            return Base64.getDecoder().decode(fields.text(name, LARGEST));
        } catch (IllegalArgumentException e) {
            throw fields.fault(name, "must be base64");
        }
    }
}
