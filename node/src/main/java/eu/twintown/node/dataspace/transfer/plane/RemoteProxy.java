package eu.twintown.node.dataspace.transfer.plane;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands remote content on as a stream. The caller learns nothing of where it comes from: neither addresses nor the words of
 * the source's errors, and only headers that describe the content. The stream is cut where the transfer closes meanwhile,
 * where it gets too long, or takes too long.
 */
public final class RemoteProxy {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteProxy.class);
    private static final List<String> ASKED =
            List.of("Accept", "Accept-Language", "Range", "If-Range", "If-None-Match", "If-Modified-Since");
    private static final List<String> TOLD = List.of(
            "content-length",
            "content-encoding",
            "content-language",
            "content-range",
            "accept-ranges",
            "etag",
            "last-modified");
    private static final Set<Integer> HANDED_ON = Set.of(200, 203, 206, 304, 416);
    private static final long LOOK_EVERY = Duration.ofMillis(250).toNanos();
    private static final int PIECE = 16_384;

    private final OutgoingClient client;
    private final Limits limits;

    /**
     * How far it goes.
     *
     * @param bytes most of one answer
     * @param idle longest wait for the next piece
     * @param whole longest time for one answer
     */
    public record Limits(long bytes, Duration idle, Duration whole) {
        public static final Limits DEFAULT = new Limits(16L << 30, Duration.ofSeconds(30), Duration.ofHours(2));
    }

    public RemoteProxy(OutgoingClient client, Limits limits) {
        this.client = client;
        this.limits = limits;
    }

    /** @param open whether data may still flow; asked now and then */
    void answer(Exchange exchange, Content.Remote content, BooleanSupplier open) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : ASKED) {
            exchange.header(name).ifPresent(value -> headers.put(name, value));
        }
        OutgoingClient.Request request = new OutgoingClient.Request(
                exchange.method(), source(content, exchange.rawQuery()), headers, new byte[0], limits.idle());
        try {
            client.stream(
                    request,
                    (status, answer, body) -> handOn(exchange, content, new Answer(status, answer, body), open));
        } catch (OutgoingException e) {
            LOG.warn("A remote dataset gave nothing: {}", e.getMessage());
            throw e.reason() == OutgoingException.Reason.TIMEOUT
                    ? new ProblemException(
                            ProblemType.GATEWAY_TIMEOUT, "The source of these data did not answer in time")
                    : new ProblemException(ProblemType.BAD_GATEWAY, "The source of these data cannot be had now");
        }
    }

    private record Answer(int status, Map<String, String> headers, InputStream body) {}

    /** What the consumer asks is handed on only where the dataset's source leaves it open. */
    static URI source(Content.Remote content, String query) {
        String source = content.source().toString();
        boolean open = source.endsWith("?") || source.endsWith("&");
        if (query.isEmpty()) {
            return open ? URI.create(source.substring(0, source.length() - 1)) : content.source();
        }
        if (!open) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST_DATA, "This dataset takes no query; ask for it without one");
        }
        try {
            return URI.create(source + query);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.BAD_REQUEST_DATA, "The query is no query of a URI");
        }
    }

    private void handOn(Exchange exchange, Content.Remote content, Answer answer, BooleanSupplier open) {
        if (!HANDED_ON.contains(answer.status())) {
            LOG.warn("The source of a remote dataset answered {}", answer.status());
            throw answer.status() == 404
                    ? new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "The source has no such data")
                    : new ProblemException(ProblemType.BAD_GATEWAY, "The source of these data answered with an error");
        }
        for (String name : TOLD) {
            String value = answer.headers().get(name);
            if (value != null) {
                exchange.answerHeader(name, value);
            }
        }
        exchange.answerHeader("Content-Type", answer.headers().getOrDefault("content-type", content.mediaType()));
        // What a foreign source gives must not run as a page of this node.
        exchange.answerHeader("Cache-Control", "no-store").answerHeader("X-Content-Type-Options", "nosniff");
        if (exchange.method().equals("HEAD") || answer.status() == 304) {
            exchange.send(answer.status());
            return;
        }
        try {
            copy(answer.body(), exchange.sendStream(answer.status()), open);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stream to the caller is left unclosed where something goes wrong, so that it is not taken for complete. */
    private void copy(InputStream from, OutputStream to, BooleanSupplier open) throws IOException {
        byte[] piece = new byte[PIECE];
        long start = System.nanoTime();
        long looked = start;
        long copied = 0;
        for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
            long now = System.nanoTime();
            if (now - looked > LOOK_EVERY) {
                looked = now;
                if (!open.getAsBoolean()) {
                    throw new IOException("the transfer was closed");
                }
            }
            copied += n;
            if (copied > limits.bytes() || now - start > limits.whole().toNanos()) {
                throw new IOException("the content is over the limits of the proxy");
            }
            to.write(piece, 0, n);
        }
        to.close();
    }
}
