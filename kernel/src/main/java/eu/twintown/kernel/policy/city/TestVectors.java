package eu.twintown.kernel.policy.city;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The test vectors for ODRL and the city profile, for others to try their evaluators on; docs/policies.md tells the form. */
public final class TestVectors {
    private TestVectors() {}

    /** All vectors, as one document. */
    public static ObjectNode document() {
        try (InputStream stream = TestVectors.class.getResourceAsStream("vectors.json")) {
            if (stream == null) {
                throw new IllegalStateException("vectors.json is missing from the kernel's jar");
            }
            return (ObjectNode) JsonMapper.shared().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
