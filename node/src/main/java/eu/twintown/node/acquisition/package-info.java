/** Source adapters: fetch, decode, map, validate, then store or quarantine. */
@NullMarked
package eu.twintown.node.acquisition;

import org.jspecify.annotations.NullMarked;
