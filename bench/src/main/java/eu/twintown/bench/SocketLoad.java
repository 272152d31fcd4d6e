package eu.twintown.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A small load generator over plain sockets, for bodies that are too large to be made inside wrk, and where wrk is
 * missing: a virtual thread per connection, one request at a time on each, keep-alive.
 */
public final class SocketLoad {

    private static final int MOST_PREPARED = 500;
    private static final int PATIENCE_MILLIS = 30_000;

    private SocketLoad() {}

    /** Sends requests over so many connections until the time is over or so many have been sent. */
    public static LoadResult run(int port, Request request, int connections, double seconds, long most) {
        AtomicLong next = new AtomicLong();
        List<byte[]> prepared = new ArrayList<>();
        // A few large requests are made before the clock starts, so that their making does not count.
        for (long i = 0; i < most && most <= MOST_PREPARED; i++) {
            prepared.add(bytes(request, request.first() + i));
        }
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        List<Worker> workers = new ArrayList<>();
        List<Future<?>> running = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                Worker worker = new Worker(port, request, prepared, next, most, end);
                workers.add(worker);
                running.add(threads.submit(worker));
            }
            for (Future<?> thread : running) {
                thread.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("the load generator failed", e);
        }
        double took = (System.nanoTime() - start) / 1e9;
        long[] latencies = workers.stream()
                .flatMapToLong(worker -> worker.latencies.stream().mapToLong(Long::longValue))
                .sorted()
                .toArray();
        long failures = workers.stream().mapToLong(worker -> worker.failures).sum();
        return new LoadResult(
                latencies.length, failures, took, percentile(latencies, 0.5), percentile(latencies, 0.99));
    }

    /** Whether one request is answered with a 2xx status. */
    static boolean answers(int port, Request request) {
        try {
            int status = status(port, request);
            return status >= 200 && status < 300;
        } catch (IOException e) {
            return false;
        }
    }

    /** The status of the answer to one request. */
    static int status(int port, Request request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes(request, request.first()));
            return answer(new BufferedInputStream(socket.getInputStream()));
        }
    }

    private static double percentile(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
    }

    private static final class Worker implements Runnable {
        private final int port;
        private final Request request;
        private final List<byte[]> prepared;
        private final AtomicLong next;
        private final long most;
        private final long end;
        private final List<Long> latencies = new ArrayList<>();
        private long failures;

        Worker(int port, Request request, List<byte[]> prepared, AtomicLong next, long most, long end) {
            this.port = port;
            this.request = request;
            this.prepared = prepared;
            this.next = next;
            this.most = most;
            this.end = end;
        }

        private long number(long turn) {
            return request.first()
                    + (request.count() > 0 ? ThreadLocalRandom.current().nextLong(request.count()) : turn);
        }

        @Override
        public void run() {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(PATIENCE_MILLIS);
                InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
                OutputStream out = socket.getOutputStream();
                long turn = next.getAndIncrement();
                while (turn < most && System.nanoTime() < end) {
                    byte[] bytes = prepared.isEmpty() ? bytes(request, number(turn)) : prepared.get((int) turn);
                    long sent = System.nanoTime();
                    out.write(bytes);
                    int status = answer(in);
                    latencies.add(System.nanoTime() - sent);
                    failures += status >= 200 && status < 300 ? 0 : 1;
                    turn = next.getAndIncrement();
                }
            } catch (IOException e) {
                failures++;
            }
        }
    }

    private static byte[] bytes(Request request, long number) {
        return request.text(number).getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads one answer to its end and gives its status. */
    public static int answer(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", 3)[1]);
        int length = 0;
        boolean chunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String small = header.toLowerCase(Locale.ROOT);
            if (small.startsWith("content-length:")) {
                length = Integer.parseInt(small.substring(15).strip());
            }
            chunked |= small.startsWith("transfer-encoding:") && small.contains("chunked");
        }
        if (!chunked) {
            in.skipNBytes(length);
            return status;
        }
        int chunk = Integer.parseInt(line(in).strip(), 16);
        while (chunk > 0) {
            in.skipNBytes(chunk + 2L);
            chunk = Integer.parseInt(line(in).strip(), 16);
        }
        in.skipNBytes(2);
        return status;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
