package eu.twintown.node.catalogue.simpl.publish;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** The contract template that offerings name where the configuration names none. */
final class ContractTemplate {
    static final String PATH = "/catalogue/contract-template";

    private ContractTemplate() {}

    static byte[] text() {
        try (InputStream in = ContractTemplate.class.getResourceAsStream("contract-template.txt")) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256() {
        return sha256(text());
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
