package eu.twintown.node.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a real socket that answers byte by byte as a test says, rightly or wrongly. */
public final class RawServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Handler handler;
    private final List<List<String>> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger brokenOff = new AtomicInteger();

    /** Writes an answer to a request, given as its request line and header lines. */
    @FunctionalInterface
    public interface Handler {
        void answer(List<String> request, OutputStream out) throws IOException, InterruptedException;
    }

    public RawServer(Handler handler) {
        this.handler = handler;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    /** Answers with a status line, headers and a body of known length. */
    public static Handler fixed(String head, String body) {
        return (request, out) -> {
            int length = body.getBytes(StandardCharsets.UTF_8).length;
            out.write(("HTTP/1.1 " + head + "\r\nContent-Length: " + length + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.UTF_8));
        };
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Request line and headers of each request so far. */
    public List<List<String>> requests() {
        return requests;
    }

    public int connections() {
        return connections.get();
    }

    /** How many answers could not be written because the client had gone. */
    public int brokenOff() {
        return brokenOff.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connections.incrementAndGet();
                Thread.startVirtualThread(() -> serve(connection));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = connection.getOutputStream();
            for (List<String> request = head(in); !request.isEmpty(); request = head(in)) {
                requests.add(request);
                handler.answer(request, out);
                out.flush();
            }
        } catch (IOException e) {
            brokenOff.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> head(BufferedReader in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            lines.add(line);
        }
        for (String line : lines) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                in.skip(Long.parseLong(line.substring(15).trim()));
            }
        }
        return lines;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
