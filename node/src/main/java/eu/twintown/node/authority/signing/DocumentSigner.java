package eu.twintown.node.authority.signing;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Signs documents as the authority, and checks signatures of anybody in the data space. */
public final class DocumentSigner {
    /** How a signature is written. */
    public enum Format {
        CADES,
        XADES,
        JADES
    }

    private final Supplier<Credentials> own;
    private final Function<X509Certificate, Optional<String>> objection;
    private final InstantSource clock;

    /** The key and certificates of the authority as signer of documents. */
    public record Credentials(java.security.PrivateKey key, java.util.List<X509Certificate> chain) {
        @Override
        public String toString() {
            return chain.getFirst().getSubjectX500Principal().getName();
        }
    }

    /** A document that was signed, and when. */
    record Result(byte[] bytes, Instant at) {}

    /**
     * Whether a signature holds.
     *
     * @param report what was found, in a sentence or two
     */
    record Verification(boolean valid, String report) {}

    /** @param objection why a certificate does not count in this data space now; empty = it counts */
    public DocumentSigner(
            Supplier<Credentials> own, Function<X509Certificate, Optional<String>> objection, InstantSource clock) {
        this.own = own;
        this.objection = objection;
        this.clock = clock;
    }

    /** @throws SignatureFault where the document is not fit for the format */
    Result sign(byte[] document, Format format, boolean detached) {
        Credentials credentials = own.get();
        Seal seal = new Seal(credentials.key(), credentials.chain(), clock.instant());
        byte[] signed =
                switch (format) {
                    case CADES -> Cades.sign(document, detached, seal);
                    case XADES -> Xades.sign(document, detached, seal);
                    case JADES -> Jades.sign(document, detached, seal);
                };
        return new Result(signed, seal.at());
    }

    Verification verify(byte[] signed, Optional<byte[]> original) {
        try {
            Format format = format(signed);
            Signed found =
                    switch (format) {
                        case CADES -> Cades.verify(signed, original);
                        case XADES -> Xades.verify(signed, original);
                        case JADES -> Jades.verify(signed, original);
                    };
            String signer = found.signer().getSubjectX500Principal().getName();
            String when =
                    found.at().map(at -> " on " + at + " (by its own clock)").orElse("");
            return objection
                    .apply(found.signer())
                    .map(reason -> new Verification(
                            false, format + ": the signature is that of " + signer + when + ", but " + reason))
                    .orElseGet(() -> new Verification(true, format + ": signed by " + signer + when));
        } catch (SignatureFault e) {
            return new Verification(false, e.sentence());
        }
    }

    private static Format format(byte[] signed) {
        int first = 0;
        while (first < signed.length && (signed[first] <= ' ' && signed[first] > 0)) {
            first++;
        }
        if (first < signed.length && signed[first] == '<') {
            return Format.XADES;
        }
        return Jades.looksLikeOne(signed) ? Format.JADES : Format.CADES;
    }
}
