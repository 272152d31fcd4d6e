package eu.twintown.node.http.outgoing;

import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.http.outgoing.OutgoingException.Reason;
import eu.twintown.node.http.tls.ClientTls;
import eu.twintown.node.http.tls.ServerTls;
import io.helidon.common.tls.Tls;
import io.helidon.http.ClientResponseHeaders;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.webclient.api.ClientUri;
import io.helidon.webclient.api.DnsAddressLookup;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientConfig;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.spi.DnsResolver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** One exchange over the wire with a checked address, without redirects; the time limit is the caller's. */
final class Transport implements AutoCloseable {
    // Set by the transport itself; a caller's value would break the exchange or the address check.
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "accept-encoding");

    private static final InputStream NONE = InputStream.nullInputStream();

    private final OutgoingRules rules;
    private final Http1Client client;

    Transport(OutgoingRules rules, AddressRules addresses, HostResolver resolver, Optional<ClientTls> tls) {
        this.rules = rules;
        Http1ClientConfig.Builder builder = Http1Client.builder();
        tls.ifPresent(used -> builder.tls(profile(used)));
        this.client = builder.connectTimeout(rules.connectTimeout())
                .followRedirects(false)
                .proxy(Proxy.noProxy())
                .keepAlive(true)
                .shareConnectionCache(false)
                .connectionCacheSize(64)
                .sendExpectContinue(false)
                // Decompression is done here, where the size limit is.
                .contentEncoding(ContentEncodingContext.builder()
                        .contentEncodingsDiscoverServices(false)
                        .build())
                .dnsResolver(new CheckingResolver(addresses, resolver))
                .build();
    }

    private static Tls profile(ClientTls tls) {
        SSLContext context = tls.context();
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(ServerTls.CURRENT.toArray(String[]::new));
        parameters.setEndpointIdentificationAlgorithm(Tls.ENDPOINT_IDENTIFICATION_HTTPS);
        return Tls.builder().sslContext(context).sslParameters(parameters).build();
    }

    /** Resolves once for a connection, and gives an address only where all of them may be reached. */
    private record CheckingResolver(AddressRules addresses, HostResolver resolver) implements DnsResolver {
        @Override
        public boolean useDefaultJavaResolver() {
            return false;
        }

        @Override
        public InetAddress resolveAddress(String host, DnsAddressLookup lookup) {
            try {
                String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
                List<InetAddress> found = resolver.resolve(name);
                addresses.requireAllowed(name, found);
                return found.stream()
                        .filter(Inet4Address.class::isInstance)
                        .findFirst()
                        .orElse(found.getFirst());
            } catch (UnknownHostException e) {
                throw new OutgoingException(Reason.UNREACHABLE, "The host '" + host + "' is not known.");
            }
        }
    }

    /** What is done with an answer while its connection is held. */
    @FunctionalInterface
    interface Reader<T> {
        T read(int status, Map<String, String> headers, InputStream body) throws IOException;
    }

    /** The answer as a whole, unpacked. */
    Response whole(int status, Map<String, String> headers, InputStream body) throws IOException {
        return new Response(status, headers, body == NONE ? new byte[0] : read(body, headers));
    }

    /** Hands the answer to {@code reader} as it comes in; a body that there is none of is empty. */
    <T> T exchange(Request request, String encodings, Reader<T> reader) {
        requireUsable(request.uri());
        Http1ClientRequest outgoing = client.method(Method.create(request.method()))
                .uri(asWritten(request.uri()))
                .skipUriEncoding(true)
                .readTimeout(request.timeout())
                .header(HeaderNames.ACCEPT_ENCODING, encodings)
                .header(HeaderNames.USER_AGENT, "Twintown");
        request.headers().forEach((name, value) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                outgoing.header(HeaderNames.create(name), value);
            }
        });
        boolean hasBody = request.body().length > 0;
        try (HttpClientResponse response = hasBody ? outgoing.submit(request.body()) : outgoing.request()) {
            Map<String, String> headers = headers(response.headers());
            int status = response.status().code();
            boolean bodiless =
                    status == 204 || status == 304 || request.method().equals("HEAD");
            return reader.read(
                    status, headers, !bodiless && response.entity().hasEntity() ? response.inputStream() : NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.closeResource();
    }

    /**
     * The URI with path and query byte for byte. The client's own query model decodes and reorders parameters, so the
     * whole query goes in as one parameter that it takes as it is.
     */
    private static ClientUri asWritten(URI uri) {
        ClientUri written = ClientUri.create()
                .scheme(uri.getScheme())
                .host(uri.getHost())
                .port(uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80)
                .path(uri.getRawPath().isEmpty() ? "/" : uri.getRawPath());
        String query = uri.getRawQuery();
        if (query != null) {
            int equals = query.indexOf('=');
            String name = equals < 0 ? query : query.substring(0, equals);
            written.writeableQuery().set(name, equals < 0 ? "" : query.substring(equals + 1));
        }
        return written;
    }

    private static void requireUsable(URI uri) {
        String scheme = uri.getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new OutgoingException(
                    Reason.FORBIDDEN_ADDRESS, "Not requested: only http and https are allowed, not '" + uri + "'.");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new OutgoingException(
                    Reason.FORBIDDEN_ADDRESS, "Not requested: the URI must name a host and no user information.");
        }
    }

    private static Map<String, String> headers(ClientResponseHeaders from) {
        Map<String, String> headers = new LinkedHashMap<>();
        from.forEach(header -> headers.put(header.headerName().lowerCase(), String.join(", ", header.allValues())));
        return headers;
    }

    private byte[] read(InputStream raw, Map<String, String> headers) throws IOException {
        String encoding = headers.getOrDefault("content-encoding", "identity");
        boolean gzip = encoding.equalsIgnoreCase("gzip");
        if (!gzip && !encoding.equalsIgnoreCase("identity")) {
            throw new IOException("the answer has the content encoding '" + encoding + "', which was not accepted");
        }
        try (InputStream in = gzip ? new GZIPInputStream(raw) : raw) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (bytes.size() + n > rules.maxBytes()) {
                    throw new OutgoingException(
                            Reason.TOO_LARGE, "The answer is larger than " + rules.maxBytes() + " bytes.");
                }
                bytes.write(buffer, 0, n);
            }
            if (gzip) {
                headers.remove("content-encoding");
            }
            return bytes.toByteArray();
        }
    }

    /** What {@code failure} means to the caller. */
    static OutgoingException explained(Throwable failure, URI uri) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutgoingException known) {
                return known;
            }
            if (cause instanceof SocketTimeoutException) {
                return new OutgoingException(Reason.TIMEOUT, uri.getAuthority() + " did not answer in time.");
            }
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String why = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return new OutgoingException(Reason.UNREACHABLE, uri.getAuthority() + " gave no usable answer: " + why);
    }
}
