package eu.twintown.node.http;

import io.helidon.common.GenericType;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.mapper.Value;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderValues;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Content-Length of zero that is not written. The server library puts {@code Content-Length: 0} into each answer without
 * a body and offers no way around it; an answer with status 204 must not have the header (RFC 9110, section 8.6; ETSI GS
 * CIM 009 V1.9.1, clause 6.3.6).
 */
final class UnsentHeader implements Header {

    static final Header CONTENT_LENGTH = new UnsentHeader(HeaderValues.CONTENT_LENGTH_ZERO);

    private final Header header;

    private UnsentHeader(Header header) {
        this.header = header;
    }

    @Override
    public void writeHttp1Header(BufferData buffer) {
        // Nothing: this is what the class is for.
    }

    @Override
    public String name() {
        return header.name();
    }

    @Override
    public HeaderName headerName() {
        return header.headerName();
    }

    @Override
    public List<String> allValues() {
        return header.allValues();
    }

    @Override
    public int valueCount() {
        return header.valueCount();
    }

    @Override
    public boolean sensitive() {
        return header.sensitive();
    }

    @Override
    public boolean changing() {
        return header.changing();
    }

    @Override
    public String get() {
        return header.get();
    }

    @Override
    public <N> Value<N> as(Class<N> type) {
        return header.as(type);
    }

    @Override
    public <N> Value<N> as(GenericType<N> type) {
        return header.as(type);
    }

    @Override
    public <N> Value<N> as(Function<? super String, ? extends N> mapper) {
        return header.as(mapper);
    }

    @Override
    public Optional<String> asOptional() {
        return header.asOptional();
    }

    @Override
    public Value<Boolean> asBoolean() {
        return header.asBoolean();
    }

    @Override
    public Value<String> asString() {
        return header.asString();
    }

    @Override
    public Value<Integer> asInt() {
        return header.asInt();
    }

    @Override
    public Value<Long> asLong() {
        return header.asLong();
    }

    @Override
    public Value<Double> asDouble() {
        return header.asDouble();
    }
}
