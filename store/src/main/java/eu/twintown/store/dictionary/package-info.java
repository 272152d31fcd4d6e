/** Numbers in place of texts that come again and again: names, combinations of types, tenants. */
@NullMarked
package eu.twintown.store.dictionary;

import org.jspecify.annotations.NullMarked;
