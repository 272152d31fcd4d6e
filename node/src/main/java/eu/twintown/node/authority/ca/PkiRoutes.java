package eu.twintown.node.authority.ca;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.tls.Pem;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Certificates, revocation lists and the OCSP responder, for everybody. */
public final class PkiRoutes implements HttpService {
    private static final String OCSP = "/pki/ocsp";
    private static final String OCSP_RESPONSE = "application/ocsp-response";
    private static final String PEM = "application/x-pem-file";

    private final Api api;
    private final CertificateAuthority authority;
    private final OcspResponder responder;
    private final RevocationList lists;
    private final BooleanSupplier reachable;

    /** @param reachable false = as if the responder and the lists could not be had (a fault for tests) */
    public PkiRoutes(Api api, CertificateAuthority authority, Revocations revocations, BooleanSupplier reachable) {
        this.api = api;
        this.authority = authority;
        this.responder = new OcspResponder(authority, revocations);
        this.lists = new RevocationList(authority, revocations);
        this.reachable = reachable;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(OCSP, Exchange.handler(api.on(call -> ocsp(call, call.bytes()))))
                .get(OCSP + "/*", Exchange.handler(api.on(call -> ocsp(call, inPath(call)))))
                .get("/pki/root.pem", Exchange.handler(api.on(this::root)))
                .get("/pki/chain.pem", Exchange.handler(api.on(this::chain)));
        for (String name : List.of(CertificateAuthority.ROOT, CertificateAuthority.ONBOARDING)) {
            Authorities.Holder issuer = authority.issuer(name).orElseThrow();
            rules.get(
                            "/pki/" + name + ".cer",
                            Exchange.handler(api.on(
                                    call -> call.answer(200, "application/pkix-cert", der(issuer.certificate())))))
                    .get("/pki/" + name + ".crl", Exchange.handler(api.on(call -> list(call, issuer))));
        }
    }

    private void ocsp(Call call, byte[] request) {
        requireReachable();
        call.with("Cache-Control", "max-age=" + OcspResponder.FRESH.toSeconds())
                .answer(200, OCSP_RESPONSE, responder.answer(request));
    }

    /** RFC 6960, appendix A.1: base64, then percent-encoded. */
    private static byte[] inPath(Call call) {
        String encoded = call.rawPath().substring(OCSP.length() + 1).replace("+", "%2B");
        try {
            return Base64.getDecoder().decode(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw SimplProblem.badRequest("The path must end with an OCSP request in base64");
        }
    }

    private void list(Call call, Authorities.Holder issuer) {
        requireReachable();
        call.answer(200, "application/pkix-crl", lists.of(issuer));
    }

    private void requireReachable() {
        if (!reachable.getAsBoolean()) {
            throw SimplProblem.internal("The responder is out of order (a fault that was switched on)");
        }
    }

    private void root(Call call) {
        call.answer(200, PEM, pem(List.of(authority.authorities().root().certificate())));
    }

    private void chain(Call call) {
        call.answer(200, PEM, pem(authority.chain()));
    }

    private static byte[] pem(List<java.security.cert.X509Certificate> certificates) {
        return Pem.of(certificates).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] der(java.security.cert.X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
