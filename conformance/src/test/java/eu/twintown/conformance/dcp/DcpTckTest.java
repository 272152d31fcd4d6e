package eu.twintown.conformance.dcp;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.conformance.city.City;
import eu.twintown.conformance.tck.TckRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The official TCK of the Decentralized Claims Protocol, version 1.0.0-RC6, against a whole node: each of its tests is one
 * here. It has 88, of which it has switched off 3 itself.
 */
@Tag("dcp-tck")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DcpTckTest {
    private static final String LAUNCHER = "org.eclipse.dataspacetck.dcp.system.DcpSystemLauncher";
    private static final String TESTS = "org.eclipse.dataspacetck.dcp.verification.";

    private final List<Integer> ports = new ArrayList<>();
    private final AtomicInteger runs = new AtomicInteger();
    private City node;
    private TckAdapter adapter;

    @BeforeAll
    void start() {
        for (int i = 0; i < 4; i++) {
            ports.add(City.freePort());
        }
        node = TckNode.start(ports);
        adapter = new TckAdapter(node);
    }

    @AfterAll
    void stop() {
        adapter.close();
        node.close();
    }

    /** Section 4 and 5: the credential service presents what an access token allows. */
    @TestFactory
    List<DynamicTest> presentationByTheCredentialService() {
        return tests("presentation.cs", 16, 3, "holder");
    }

    /** Section 4 and 5: the verifier asks for credentials and accepts good ones only. */
    @TestFactory
    List<DynamicTest> presentationToTheVerifier() {
        return tests("presentation.verifier", 20, 0, "verifier");
    }

    /** Section 6: the credential service stores what it has asked for. */
    @TestFactory
    List<DynamicTest> issuanceToTheCredentialService() {
        return tests("issuance.cs", 24, 0, "holder");
    }

    /** Section 6: the issuer service takes requests and delivers. */
    @TestFactory
    List<DynamicTest> issuanceByTheIssuerService() {
        return tests("issuance.issuer", 25, 0, "issuer");
    }

    /** Runs a package of the TCK in which the node plays one role and the TCK the others. */
    private List<DynamicTest> tests(String testPackage, int expected, int disabled, String role) {
        int port = ports.get(runs.getAndIncrement());
        Map<String, String> properties = new TreeMap<>();
        properties.put("dataspacetck.host", "127.0.0.1");
        properties.put("dataspacetck.port", String.valueOf(port));
        properties.put("dataspacetck.callback.address", "http://127.0.0.1:" + port);
        properties.put("dataspacetck.did." + role, node.did());
        properties.put("dataspacetck.vpp.trigger.endpoint", adapter.triggerUrl());
        if (role.equals("holder")) {
            properties.put("dataspacetck.sts.url", adapter.stsUrl());
            properties.put("dataspacetck.sts.client.id", "tck");
            properties.put("dataspacetck.sts.client.secret", "not-needed");
            properties.put("dataspacetck.credentials.correlation.id", TckNode.request(node, TckNode.issuer(port)));
        }
        TckRun run = TckRun.of(LAUNCHER, TESTS + testPackage, properties);
        assertThat(run.disabled()).as("tests that the TCK has switched off").isEqualTo(disabled);
        assertThat(run.results()).as("tests that ran").hasSize(expected);
        return run.results().stream()
                .map(result -> DynamicTest.dynamicTest(
                        result.test(), () -> assertThat(result.failure()).isEmpty()))
                .toList();
    }
}
