package eu.twintown.node.http.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostResolverTest {

    @ParameterizedTest
    @ValueSource(strings = {"ghent.localhost", "a.b.LOCALHOST", "ghent.localhost."})
    void namesBelowLocalhostAreThisMachine(String host) throws UnknownHostException {
        assertThat(HostResolver.SYSTEM.resolve(host)).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    }

    @Test
    void addressesStayWhatTheyAre() throws UnknownHostException {
        assertThat(HostResolver.SYSTEM.resolve("192.0.2.7"))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("192.0.2.7");
    }
}
