package eu.twintown.bench.tier2;

import eu.twintown.bench.SocketLoad;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Requests to a node's tier 2 of which each has a connection of its own. */
record NewConnections(int port, String path) {
    private static final int PATIENCE_MILLIS = 30_000;

    /**
     * Connects, asks, and reads the whole answer, which must be a success.
     *
     * @return when the TLS session began; one that is resumed began with an earlier connection
     */
    long ask(SSLContext tls) {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
            plain.setSoTimeout(PATIENCE_MILLIS);
            plain.setTcpNoDelay(true);
            try (SSLSocket socket =
                    (SSLSocket) tls.getSocketFactory().createSocket(plain, SimplSpace.HOST, port, true)) {
                String request = "GET " + path + " HTTP/1.1\r\nHost: " + SimplSpace.HOST
                        + "\r\nAccept: application/json\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                int status = SocketLoad.answer(new BufferedInputStream(socket.getInputStream()));
                if (status != 200) {
                    throw new IllegalStateException("tier 2 answered with status " + status);
                }
                return socket.getSession().getCreationTime();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
