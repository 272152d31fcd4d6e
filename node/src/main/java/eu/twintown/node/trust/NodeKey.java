package eu.twintown.node.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * The node's own key pair (ECDSA P-256), made at the first start and kept beside its data. Its thumbprint tells two nodes
 * apart whatever they call themselves.
 */
public final class NodeKey {
    private final String thumbprint;

    private NodeKey(ECPublicKey key) {
        this.thumbprint = thumbprint(key);
    }

    /** Loads the key pair from {@code folder}, or makes it there, readable by its owner only. */
    public static NodeKey in(Path folder) {
        Path publicFile = folder.resolve("node.pub");
        Path privateFile = folder.resolve("node.key");
        try {
            if (!Files.exists(publicFile)) {
                Files.createDirectories(folder);
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                KeyPair pair = generator.generateKeyPair();
                write(privateFile, pair.getPrivate().getEncoded());
                write(publicFile, pair.getPublic().getEncoded());
            }
            KeyFactory factory = KeyFactory.getInstance("EC");
            PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(read(publicFile)));
            PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(read(privateFile)));
            if (!(publicKey instanceof ECPublicKey key)
                    || !privateKey.getAlgorithm().equals("EC")) {
                throw new IllegalStateException(publicFile + " holds no EC key");
            }
            return new NodeKey(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key pair in " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** The JWK thumbprint of the public key (RFC 7638, SHA-256, base64url). */
    public String thumbprint() {
        return thumbprint;
    }

    private static String thumbprint(ECPublicKey key) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String jwk = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\""
                + base64.encodeToString(coordinate(key.getW().getAffineX())) + "\",\"y\":\""
                + base64.encodeToString(coordinate(key.getW().getAffineY())) + "\"}";
        try {
            return base64.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(jwk.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 32 bytes, big-endian: a BigInteger has a sign byte too many, or leading zeros too few. */
    private static byte[] coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return fixed;
    }

    private static void write(Path file, byte[] der) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(
                fresh,
                Base64.getMimeEncoder().encodeToString(der),
                StandardOpenOption.CREATE,
                StandardOpenOption.DSYNC,
                StandardOpenOption.WRITE);
        Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] read(Path file) throws IOException {
        return Base64.getMimeDecoder().decode(Files.readString(file).strip());
    }
}
