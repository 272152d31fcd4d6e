package eu.twintown.node.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A city whose real data ship with the product, for a newcomer to try the way in with. */
enum ExampleCity {
    BARCELONA(
            "Ajuntament de Barcelona",
            "ES",
            List.of("README.md", "data/air-quality.csv", "mappings/air-quality.yaml", "mappings/stations.csv"));

    private static final String RESOURCES = "/eu/twintown/node/example/";

    private final String title;
    private final String country;
    private final List<String> files;

    ExampleCity(String title, String country, List<String> files) {
        this.title = title;
        this.country = country;
        this.files = files;
    }

    /** The short name: as the option takes it, as the node is called, as the example's folder is called. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name that people read. */
    String title() {
        return title;
    }

    /** ISO 3166-1 alpha-2 code. */
    String country() {
        return country;
    }

    /** Writes data and mappings, and gives the section {@code sources} of the configuration. */
    String copyTo(Path folder) throws IOException {
        for (String file : files) {
            Path target = folder.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, text(this + "/" + file));
        }
        return text(this + "/sources.yaml");
    }

    /** A text of the examples. */
    static String text(String file) throws IOException {
        try (InputStream in = ExampleCity.class.getResourceAsStream(RESOURCES + file)) {
            if (in == null) {
                throw new IllegalStateException("the example " + file + " is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
