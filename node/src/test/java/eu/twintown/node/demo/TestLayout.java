package eu.twintown.node.demo;

import eu.twintown.node.demo.replay.ReplayServer;
import java.nio.file.Path;

/** The demo's usual places, for tests that start nothing. */
final class TestLayout {
    static final Layout USUAL = new Layout(8081);

    private TestLayout() {}

    /** Files as the demo writes them; secrets go into the folder. */
    static CityFiles files(ReplayServer replay, int speed, Path folder) {
        return new CityFiles(replay, speed, USUAL, DemoSecrets.make(folder));
    }
}
