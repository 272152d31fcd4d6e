package eu.twintown.node.trust.did;

import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.jose.VerificationKey;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import tools.jackson.databind.node.ObjectNode;

/**
 * Public keys as multibase text (base58btc, prefix {@code z}) of a multicodec value, as did:key and Multikey have them.
 * Codes: 0xed Ed25519, 0x1200 P-256, 0x1201 P-384 (multicodec table).
 */
final class Multikey {
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger FIFTY_EIGHT = BigInteger.valueOf(58);
    private static final int LONGEST = 200;

    private Multikey() {}

    static VerificationKey key(String id, String multibase) {
        byte[] bytes = decode(multibase);
        if (bytes.length == 34 && (bytes[0] & 0xff) == 0xed && bytes[1] == 1) {
            ObjectNode jwk = StrictJson.object().put("kty", "OKP").put("crv", "Ed25519");
            return VerificationKey.ofJwk(id, jwk.put("x", StrictJson.encode(Arrays.copyOfRange(bytes, 2, 34))));
        }
        if (bytes.length == 35 && (bytes[0] & 0xff) == 0x80 && bytes[1] == 0x24) {
            return ec(id, "P-256", bytes);
        }
        if (bytes.length == 51 && (bytes[0] & 0xff) == 0x81 && bytes[1] == 0x24) {
            return ec(id, "P-384", bytes);
        }
        throw invalid("its kind of key is not known");
    }

    private static VerificationKey ec(String id, String curve, byte[] bytes) {
        try {
            X9ECParameters parameters = CustomNamedCurves.getByName(curve);
            ECPoint point = parameters.getCurve().decodePoint(Arrays.copyOfRange(bytes, 2, bytes.length));
            ObjectNode jwk = StrictJson.object().put("kty", "EC").put("crv", curve);
            jwk.put("x", StrictJson.encode(point.normalize().getAffineXCoord().getEncoded()));
            jwk.put("y", StrictJson.encode(point.normalize().getAffineYCoord().getEncoded()));
            return VerificationKey.ofJwk(id, jwk);
        } catch (IllegalArgumentException e) {
            throw invalid("it is no point of " + curve);
        }
    }

    private static byte[] decode(String multibase) {
        if (!multibase.startsWith("z") || multibase.length() > LONGEST) {
            throw invalid("it does not start with z");
        }
        BigInteger number = BigInteger.ZERO;
        for (int i = 1; i < multibase.length(); i++) {
            int digit = BASE58.indexOf(multibase.charAt(i));
            if (digit < 0) {
                throw invalid("it is not in base58");
            }
            number = number.multiply(FIFTY_EIGHT).add(BigInteger.valueOf(digit));
        }
        byte[] bytes = number.toByteArray();
        return bytes.length > 1 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static TrustException invalid(String why) {
        return new TrustException("did", "A key of a DID is not valid", "A multibase key is not valid: " + why);
    }
}
