package eu.twintown.bench;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityCodec;
import eu.twintown.kernel.entity.EntityWriter;
import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.query.GeoQuery;
import eu.twintown.kernel.query.QExpression;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the kernel does per entity, each beside what plain JSON costs. Method names are the names of the figures. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KernelBenchmarks {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Context context = Samples.context();
    private final byte[] bytes = Samples.bytes();
    private final JsonNode tree = JSON.readTree(bytes);
    private final Entity entity = Samples.expand(bytes, context);
    private final String stored = EntityCodec.encode(entity);
    private final QExpression simple = QExpression.parse("availableSpotNumber>100", context::expand);
    private final QExpression complex = QExpression.parse(
            "(availableSpotNumber==100..200|name~=^Garage);availableSpotNumber.observedAt>2026-01-01T00:00:00Z;"
                    + "status==\"open\"",
            context::expand);
    private final GeoQuery geo =
            GeoQuery.parse("near;maxDistance==5000", "Point", "[7.6,51.95]", context.expand("location"));

    /** Plain JSON text to a tree. */
    @Benchmark
    public JsonNode parseJson() {
        return JSON.readTree(bytes);
    }

    /** A tree to plain JSON text. */
    @Benchmark
    public byte[] writeJson() {
        return JSON.writeValueAsBytes(tree);
    }

    /** NGSI-LD text to an expanded entity. */
    @Benchmark
    public Entity expand() {
        return Samples.expand(bytes, context);
    }

    /** An expanded entity to NGSI-LD text, normalised. */
    @Benchmark
    public byte[] compact() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator generator = JSON.createGenerator(out)) {
            EntityWriter.write(generator, entity, context, Representation.NORMALIZED, false);
        }
        return out.toByteArray();
    }

    /** An expanded entity to the text that is stored. */
    @Benchmark
    public byte[] encode() {
        return EntityCodec.encode(entity).getBytes(StandardCharsets.UTF_8);
    }

    /** Stored text to an expanded entity. */
    @Benchmark
    public Entity decode() {
        return EntityCodec.decode(stored);
    }

    /** One comparison. */
    @Benchmark
    public boolean qSimple() {
        return simple.test(entity);
    }

    /** Five terms with range, pattern, sub-attribute and array. */
    @Benchmark
    public boolean qComplex() {
        return complex.test(entity);
    }

    /** Text to syntax tree. */
    @Benchmark
    public QExpression qParse() {
        return QExpression.parse("availableSpotNumber>100;status==\"open\"", context::expand);
    }

    /** Near a point, by geodesic distance. */
    @Benchmark
    public boolean geoNear() {
        return geo.test(entity);
    }
}
