package eu.twintown.node.space;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.VerificationKey;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code twintown check simpl} against {@code twintown authority}, each a process of its own. */
@Tag("simpl")
@Timeout(240)
class CheckSimplCommandTest {
    @TempDir
    private Path folder;

    @Test
    void theCommandPassesAgainstAnAuthorityProcessAndItsEvidenceCanBeVerified() throws Exception {
        AuthorityFiles files = AuthorityFiles.in(folder);
        Path config = files.write("");
        Path password = files.write("check", "officer.password", AuthorityFiles.PASSWORD);
        Path out = folder.resolve("check/evidence.json");
        try (Command authority =
                        Command.start(folder, "authority", "--config", config.toString(), "--stop-with-input");
                Command check = check(
                        authority,
                        "--authority",
                        files.tier1Url(),
                        "--tier2",
                        files.tier2Url(),
                        "--keep",
                        folder.resolve("check/keep").toString(),
                        "--notary",
                        AuthorityFiles.OFFICER + ":" + password,
                        "--manager",
                        AuthorityFiles.OFFICER + ":" + password,
                        "--allow",
                        "127.0.0.0/8",
                        "--out",
                        out.toString())) {
            int code = check.end();

            assertThat(code).as(String.join("\n", check.seen())).isZero();
            assertThat(check.seen().getLast()).startsWith("12 passed, 0 failed, 0 skipped");
        }
        JsonNode file = JsonMapper.shared().readTree(out);
        Jws signature = Jws.parse(file.path("signature").asString());
        signature.verify(VerificationKey.ofJwk("", file.path("key")));
        assertThat(signature.claims().toString())
                .isEqualTo(file.path("evidence").toString());
        assertThat(Files.readString(out)).doesNotContain(AuthorityFiles.PASSWORD, "Bearer", "PRIVATE");
    }

    private Command check(Command authority, String... options) {
        authority.until("agents (tier 2)");
        String[] words = new String[options.length + 2];
        words[0] = "check";
        words[1] = "simpl";
        System.arraycopy(options, 0, words, 2, options.length);
        return Command.start(folder, words);
    }
}
