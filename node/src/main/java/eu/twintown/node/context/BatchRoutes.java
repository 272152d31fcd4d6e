package eu.twintown.node.context;

import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.entity.EntityParser.Mode;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.http.ProblemWriter;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/** Writing many entities in one request: {@code /entityOperations/*} (clauses 6.14 to 6.17 and 6.31). */
final class BatchRoutes implements HttpService {

    private static final String OPERATIONS = Exchange.NGSI_LD + "/entityOperations";
    private static final String UPDATE_MODE = "update";
    private static final String NO_OVERWRITE = "noOverwrite";
    private static final ParameterNames PLAIN = ParameterNames.of("local");
    private static final ParameterNames WITH_OPTIONS = PLAIN.and("options");

    private final BrokerParts parts;
    private final BatchWrites writes;

    BatchRoutes(BrokerParts parts) {
        this.parts = parts;
        this.writes = new BatchWrites(parts.entities(), parts.clock());
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(OPERATIONS + "/create", Exchange.handler(this::create))
                .post(OPERATIONS + "/upsert", Exchange.handler(this::upsert))
                .post(OPERATIONS + "/update", Exchange.handler(this::update))
                .post(OPERATIONS + "/merge", Exchange.handler(this::merge))
                .post(OPERATIONS + "/delete", Exchange.handler(this::delete));
    }

    /** 6.14.3.1 Batch Entity Creation. */
    private void create(Exchange exchange) {
        start(exchange, PLAIN);
        BatchWrites.Result result =
                writes.applyCreating(exchange.tenant(), read(exchange, Mode.ENTITY), EntityChange::create);
        answer(exchange, result);
    }

    /** 6.15.3.1 Batch Entity Creation or Update. */
    private void upsert(Exchange exchange) {
        Parameters parameters = start(exchange, WITH_OPTIONS);
        Set<String> options = parameters.options(Set.of("replace", UPDATE_MODE));
        boolean update = options.contains(UPDATE_MODE);
        BatchWrites.Result result = writes.applyCreating(
                exchange.tenant(),
                read(exchange, Mode.ENTITY),
                (before, entity, now) -> EntityChange.upsert(before, entity, update, now));
        answer(exchange, result);
    }

    /** 6.16.3.1 Batch Entity Update, which appends (clause 5.6.9.4). */
    private void update(Exchange exchange) {
        Parameters parameters = start(exchange, WITH_OPTIONS);
        boolean overwrite = !parameters.options(Set.of(NO_OVERWRITE)).contains(NO_OVERWRITE);
        BatchWrites.Result result = writes.apply(
                exchange.tenant(),
                read(exchange, Mode.FRAGMENT),
                (before, fragment, now) -> EntityChange.append(before, fragment, overwrite, now));
        answer(exchange, result);
    }

    /** 6.31.3.1 Batch Entity Merge. */
    private void merge(Exchange exchange) {
        start(exchange, PLAIN);
        BatchWrites.Result result = writes.apply(exchange.tenant(), read(exchange, Mode.FRAGMENT), EntityChange::merge);
        answer(exchange, result);
    }

    /** 6.17.3.1 Batch Entity Delete. */
    private void delete(Exchange exchange) {
        start(exchange, PLAIN);
        answer(exchange, writes.delete(exchange.tenant(), BatchBody.readIds(exchange, parts)));
    }

    private Parameters start(Exchange exchange, ParameterNames known) {
        Parameters parameters = exchange.parameters(known);
        parameters.flag("local");
        return parameters;
    }

    private List<BatchBody.Item> read(Exchange exchange, Mode mode) {
        return BatchBody.read(exchange, parts, mode);
    }

    /** 201 with the ids of what is new, 204 where nothing is, 207 where something failed. */
    private static void answer(Exchange exchange, BatchWrites.Result result) {
        if (!result.failures().isEmpty()) {
            exchange.send(207, MediaType.JSON, bytes(generator -> writeResult(generator, result)));
        } else if (result.created().isEmpty()) {
            exchange.send(204);
        } else {
            exchange.send(201, MediaType.JSON, bytes(generator -> writeIds(generator, result.created().stream())));
        }
    }

    private static byte[] bytes(java.util.function.Consumer<JsonGenerator> content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
        try (JsonGenerator generator = JsonBodies.WRITER.createGenerator(out)) {
            content.accept(generator);
        }
        return out.toByteArray();
    }

    /** BatchOperationResult (clause 5.2.16). */
    private static void writeResult(JsonGenerator generator, BatchWrites.Result result) {
        generator.writeStartObject();
        generator.writeName("success");
        writeIds(generator, Stream.concat(result.created().stream(), result.changed().stream()));
        generator.writeArrayPropertyStart("errors");
        for (BatchWrites.Failure failure : result.failures()) {
            generator.writeStartObject();
            if (!failure.id().isEmpty()) {
                generator.writeStringProperty("entityId", failure.id());
            }
            generator.writeName("error");
            ProblemWriter.write(generator, failure.problem());
            generator.writeEndObject();
        }
        generator.writeEndArray();
        generator.writeEndObject();
    }

    private static void writeIds(JsonGenerator generator, Stream<String> ids) {
        generator.writeStartArray();
        ids.forEach(generator::writeString);
        generator.writeEndArray();
    }
}
