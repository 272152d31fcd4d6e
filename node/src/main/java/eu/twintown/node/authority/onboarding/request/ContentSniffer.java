package eu.twintown.node.authority.onboarding.request;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Tells whether bytes are what their media type says, by their first bytes or by reading them. */
final class ContentSniffer {
    private ContentSniffer() {}

    static boolean fits(byte[] content, String mimeType) {
        return switch (mimeType) {
            case "application/pdf" -> startsWith(content, "%PDF-".getBytes(StandardCharsets.US_ASCII));
            case "image/png" -> startsWith(content, new byte[] {(byte) 0x89, 'P', 'N', 'G'});
            case "image/jpeg" -> startsWith(content, new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF});
            case "application/json" -> isJson(content);
            case "application/xml" ->
                isText(content)
                        && new String(content, StandardCharsets.UTF_8).strip().startsWith("<");
            default -> isText(content);
        };
    }

    private static boolean startsWith(byte[] content, byte[] mark) {
        return content.length >= mark.length && java.util.Arrays.equals(content, 0, mark.length, mark, 0, mark.length);
    }

    private static boolean isJson(byte[] content) {
        try {
            return !JsonMapper.shared().readTree(content).isMissingNode();
        } catch (JacksonException e) {
            return false;
        }
    }

    private static boolean isText(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(content))
                            .chars()
                            .noneMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')
                    && content.length > 0;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
