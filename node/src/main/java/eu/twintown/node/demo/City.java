package eu.twintown.node.demo;

import java.net.URI;

/**
 * One of the demo's cities.
 *
 * @param id name of its folder and its node
 * @param name what people read
 * @param port where its node answers
 */
record City(String id, String name, int port) {

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
