package eu.twintown.node.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeKeyTest {
    @TempDir
    Path folder;

    @Test
    void keepsItsNameOverRestarts() {
        String first = NodeKey.in(folder.resolve("keys")).thumbprint();

        assertThat(first).hasSize(43).matches("[A-Za-z0-9_-]+");
        assertThat(NodeKey.in(folder.resolve("keys")).thumbprint()).isEqualTo(first);
    }

    @Test
    void differsFromNodeToNode() {
        assertThat(NodeKey.in(folder.resolve("a")).thumbprint())
                .isNotEqualTo(NodeKey.in(folder.resolve("b")).thumbprint());
    }

    @Test
    void letsOnlyTheOwnerReadThePrivateKey() throws Exception {
        NodeKey.in(folder);

        assertThat(Files.getPosixFilePermissions(folder.resolve("node.key")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void saysWhichFolderHoldsAnUnusableKey() throws Exception {
        NodeKey.in(folder);
        Files.writeString(folder.resolve("node.pub"), "bm90IGEga2V5");

        assertThatThrownBy(() -> NodeKey.in(folder)).hasMessageContaining(folder.toString());
    }
}
